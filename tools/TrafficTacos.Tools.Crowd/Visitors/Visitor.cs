using System.Globalization;
using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Runs one visitor according to the plan: arrives, joins, polls, and then enters, leaves or stops polling.</summary>
internal sealed class Visitor(
    VisitorRecord record, VisitorIdentity identity, QueueClient client, EntryFlow entryFlow, PurchaseFlow? purchaseFlow, RunClock clock, CrowdOptions options)
{
    private static readonly TimeSpan DefaultPollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MinPollInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>The default no-show timeout.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await clock.DelayAsync(record.Plan.ArriveAt, cancellationToken);
        record.MoveTo(VisitorPhase.Joining);
        var join = await JoinAsync(cancellationToken);
        if (join.Body?.WaitingToken is not { Length: > 0 } waitingToken || !(join.IsSuccess || join.ErrorCode is "DUPLICATE_REQUEST"))
        {
            ThrowIfRejected(join.Status, join.ErrorCode);
            record.MarkLost($"join failed with {join.Describe()}");
            return;
        }

        record.RecordJoin(waitingToken, join.FirstSentAt, join.CompletedAt);
        record.RecordResponse(join.CompletedAt);
        record.RecordSchedule(join.Body.Phase, opensAt: null, join.SentAt);
        if (join.IsSuccess)
            record.RecordPosition(new PositionObservation(record.Number, join.FirstSentAt, join.CompletedAt, join.Body.PositionHint, Readiness.Unknown));
        if (record.Plan.Role == VisitorRole.Ghost)
        {
            record.MoveTo(VisitorPhase.Silent);
            return;
        }

        record.MoveTo(VisitorPhase.Waiting);
        if (purchaseFlow is not null && record.Plan.Role == VisitorRole.Prober)
            await purchaseFlow.ProbeUnadmittedAsync(record, identity, waitingToken, cancellationToken);
        await PollAsync(waitingToken, join.Body.PollAfterMs, cancellationToken);
    }

    /// <summary>Comes again at the announced time if the event does not gather yet.</summary>
    private async Task<ApiResponse<JoinResponse>> JoinAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var join = await client.JoinAsync(identity, cancellationToken);
            if (join is not { Status: 403, ErrorCode: "EVENT_NOT_OPEN", Body.Phase: "scheduled" })
                return join;
            var gathersIn = join.Body.GatherAt is { } gatherAt ? clock.Of(gatherAt) - clock.Now : DefaultPollInterval;
            await clock.DelayAsync(gathersIn > MinPollInterval ? gathersIn : MinPollInterval, cancellationToken);
        }
    }

    private async Task PollAsync(string waitingToken, long? pollAfterMs, CancellationToken cancellationToken)
    {
        for (var polls = 1; ; polls++)
        {
            await clock.DelayAsync(PollInterval(pollAfterMs), cancellationToken);
            var status = await client.GetStatusAsync(identity, waitingToken, cancellationToken);
            switch (status.Body)
            {
                case { Status: "waiting" or "ready" } body:
                    RecordStatus(status, body);
                    break;
                case { Status: "admitted" }:
                    break;
                default:
                    MarkLost(status, "status");
                    return;
            }

            if (record.Plan.Role == VisitorRole.Leaver)
            {
                if (polls >= record.Plan.LeaveAfterPolls)
                {
                    await LeaveAsync(waitingToken, cancellationToken);
                    return;
                }
            }
            else if (status.Body is { ReadyForEntry: true } or { Status: "admitted" })
            {
                var entry = await entryFlow.EnterAsync(record, identity, waitingToken, status.SentAt, cancellationToken);
                if (entry.IsFinal)
                    return;
                pollAfterMs = entry.RetryAfterMs ?? status.Body.PollAfterMs;
                continue;
            }

            pollAfterMs = status.Body.PollAfterMs;
        }
    }

    private void RecordStatus(ApiResponse<StatusResponse> status, StatusResponse body)
    {
        var readiness = (body.ReadyForEntry, body.Paused) switch
        {
            (true, _) => Readiness.Ready,
            (_, true) => Readiness.Unknown,
            _ => Readiness.NotReady,
        };
        record.RecordSchedule(body.Phase, body.OpensAt, status.SentAt);
        record.RecordDrawNumber(body.DrawNumber);
        record.RecordPosition(new PositionObservation(record.Number, status.SentAt, status.CompletedAt, body.Position, readiness));
        if (record.Phase == VisitorPhase.Waiting && body.ReadyForEntry)
            record.MoveTo(VisitorPhase.Ready);
        if (record.FirstEstimate is null && body is { ReadyForEntry: false, EtaSec: { } eta })
            record.FirstEstimate = new ReportedEstimate(status.CompletedAt, eta, body.EtaP90Sec);
    }

    private async Task LeaveAsync(string waitingToken, CancellationToken cancellationToken)
    {
        var leave = await client.LeaveAsync(identity, waitingToken, cancellationToken);
        if (leave.IsSuccess)
            record.MoveTo(VisitorPhase.Left);
        else
            MarkLost(leave, "leave");
    }

    private void MarkLost<T>(ApiResponse<T> response, string call)
        where T : class, IResponseBody
    {
        ThrowIfRejected(response.Status, response.ErrorCode);
        var result = response.Body is StatusResponse { Status: { } state } ? $"'{state}'" : response.Describe();
        record.RecordResponse(response.CompletedAt);
        var hint = record.LongestSilence > MaxSilence
            ? " (the crowd did not poll for over 30 s: use fewer --visitors or more --connections)"
            : "";
        record.MarkLost(string.Create(CultureInfo.InvariantCulture, $"{call} answered {result}{hint}"));
    }

    private TimeSpan PollInterval(long? pollAfterMs)
    {
        if (options.PollInterval is { } interval)
            return interval;
        var advertised = pollAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : DefaultPollInterval;
        return advertised > MinPollInterval ? advertised : MinPollInterval;
    }

    private static void ThrowIfRejected(int status, string? errorCode)
    {
        if (status == 401)
            throw new CredentialsRejectedException(errorCode);
    }
}
