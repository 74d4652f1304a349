using System.Globalization;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <summary>One person: comes, joins, polls as told, and enters, leaves or falls silent, as planned.</summary>
internal sealed class Visitor(
    VisitorRecord record, Caller caller, GatewayClient gateway, Entrance entrance, Buyer? buyer, RunClock clock, CrowdOptions options)
{
    private static readonly TimeSpan UsualPoll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LeastPoll = TimeSpan.FromMilliseconds(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await clock.DelayAsync(record.Plan.ArriveAt, cancellationToken);
        record.Become(Phase.Joining);
        var join = await gateway.JoinAsync(caller, cancellationToken);
        if (join.Body?.WaitingToken is not { Length: > 0 } token || !(join.Ok || join.Code is "DUPLICATE_REQUEST"))
        {
            StopIfRefused(join.Status, join.Code);
            record.Lose($"join answered {join.Describe()}");
            return;
        }

        record.Joined(join.FirstStart, join.End);
        record.Hear(join.End);
        if (join.Ok)
            record.See(new Sighting(record.Number, join.FirstStart, join.End, join.Body.PositionHint, Readiness.Unsaid));
        if (record.Plan.Role == Role.Ghost)
        {
            record.Become(Phase.Silent);
            return;
        }

        record.Become(Phase.Waiting);
        if (buyer is not null && record.Plan.Role == Role.Sceptic)
            await buyer.TrespassAsync(record, caller, token, cancellationToken);
        await WaitAsync(token, join.Body.PollAfterMs, cancellationToken);
    }

    private async Task WaitAsync(string token, long? pollAfterMs, CancellationToken cancellationToken)
    {
        for (var polls = 1; ; polls++)
        {
            await clock.DelayAsync(Pause(pollAfterMs), cancellationToken);
            var status = await gateway.StatusAsync(caller, token, cancellationToken);
            switch (status.Body)
            {
                case { Status: "waiting" or "ready" } body:
                    See(status, body);
                    break;
                case { Status: "admitted" }:
                    break;
                default:
                    Lose(status, "status");
                    return;
            }

            if (record.Plan.Role == Role.Leaver)
            {
                if (polls >= record.Plan.LeaveAfter)
                {
                    await LeaveAsync(token, cancellationToken);
                    return;
                }
            }
            else if (status.Body is { ReadyForEntry: true } or { Status: "admitted" })
            {
                var entry = await entrance.EnterAsync(record, caller, token, status.Start, cancellationToken);
                if (entry.Decided)
                    return;
                pollAfterMs = entry.RetryAfterMs ?? status.Body.PollAfterMs;
                continue;
            }

            pollAfterMs = status.Body.PollAfterMs;
        }
    }

    private void See(Answer<StatusBody> status, StatusBody body)
    {
        var readiness = (body.ReadyForEntry, body.Paused) switch
        {
            (true, _) => Readiness.Ready,
            (_, true) => Readiness.Unsaid,
            _ => Readiness.NotReady,
        };
        record.See(new Sighting(record.Number, status.Start, status.End, body.Position, readiness));
        if (record.Phase == Phase.Waiting && body.ReadyForEntry)
            record.Become(Phase.Ready);
        if (record.FirstEstimate is null && body is { ReadyForEntry: false, EtaSec: { } eta })
            record.FirstEstimate = new Estimate(status.End, eta, body.EtaP90Sec);
    }

    private async Task LeaveAsync(string token, CancellationToken cancellationToken)
    {
        var leave = await gateway.LeaveAsync(caller, token, cancellationToken);
        if (leave.Ok)
            record.Become(Phase.Left);
        else
            Lose(leave, "leave");
    }

    private void Lose<T>(Answer<T> answer, string call)
        where T : class, IBody
    {
        StopIfRefused(answer.Status, answer.Code);
        var what = answer.Body is StatusBody { Status: { } state } ? $"'{state}'" : answer.Describe();
        record.Hear(answer.End);
        var excuse = record.LongestSilence > TimeSpan.FromSeconds(30)
            ? " (the crowd itself was silent for over 30 s: fewer --visitors or more --connections)"
            : "";
        record.Lose(string.Create(CultureInfo.InvariantCulture, $"{call} answered {what}{excuse}"));
    }

    private TimeSpan Pause(long? pollAfterMs)
    {
        if (options.PollEvery is { } pace)
            return pace;
        var told = pollAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : UsualPoll;
        return told > LeastPoll ? told : LeastPoll;
    }

    private static void StopIfRefused(int status, string? code)
    {
        if (status == 401)
            throw new CredentialsRefusedException(code);
    }
}
