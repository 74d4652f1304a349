using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Contract;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Visitors;

/// <summary>Enters with a waiting token and uses the pass, if there is a handler.</summary>
internal sealed class EntryFlow(QueueClient client, PassHandler? passHandler)
{
    /// <summary>A visitor stays ready until the no-show timeout, 30 s by default. Half of it leaves no doubt.</summary>
    private static readonly TimeSpan ReadyValidFor = TimeSpan.FromSeconds(15);

    public async Task<EntryResult> EnterAsync(
        VisitorRecord record, VisitorIdentity identity, string waitingToken, TimeSpan promisedAt, CancellationToken cancellationToken)
    {
        var enter = await SendAsync(record, identity, waitingToken, cancellationToken);
        if (PassOf(enter) is { } pass)
        {
            record.ExtendStay(enter.CompletedAt);
            record.MoveTo(passHandler is null ? VisitorPhase.Admitted : VisitorPhase.Entered);
            if (passHandler is not null)
                await passHandler(record, identity, pass, enter.SentAt, TimeSpan.FromSeconds(enter.Body!.TtlSec), cancellationToken);
            return new EntryResult(IsFinal: true, null);
        }

        if (enter.Status == 401)
            throw new CredentialsRejectedException(enter.ErrorCode);
        if (record.Phase == VisitorPhase.Ready)
        {
            record.Refusals.Add(new Refusal(
                record.Number, promisedAt, enter.CompletedAt, ReadyValidFor, enter.IsUnambiguous, $"ready, then refused with {enter.Describe()}"));
        }

        if (enter is { Status: 403, ErrorCode: "NOT_READY" } or { Status: 403, Body.Admission: "denied" })
        {
            if (record.Phase == VisitorPhase.Ready)
                record.MoveTo(VisitorPhase.Waiting);
            return new EntryResult(IsFinal: false, enter.Body?.RetryAfterMs);
        }

        record.MarkLost($"enter failed with {enter.Describe()}");
        return new EntryResult(IsFinal: true, null);
    }

    /// <summary>A prober sends two requests concurrently, as a visitor with two tabs may. Both responses are recorded.</summary>
    private async Task<ApiResponse<EnterResponse>> SendAsync(
        VisitorRecord record, VisitorIdentity identity, string waitingToken, CancellationToken cancellationToken)
    {
        if (record.Plan.Role != VisitorRole.Prober)
            return RecordGrant(record, waitingToken, await client.EnterAsync(identity, waitingToken, cancellationToken));

        var responses = await Task.WhenAll(
            client.EnterAsync(identity, waitingToken, cancellationToken), client.EnterAsync(identity, waitingToken, cancellationToken));
        Array.Sort(responses, (one, other) => one.CompletedAt.CompareTo(other.CompletedAt));
        foreach (var response in responses)
            RecordGrant(record, waitingToken, response);
        return Array.Find(responses, response => PassOf(response) is not null) ?? responses[0];
    }

    private static ApiResponse<EnterResponse> RecordGrant(VisitorRecord record, string waitingToken, ApiResponse<EnterResponse> response)
    {
        if (PassOf(response) is { } pass)
            record.RecordGrant(new PassGrant(record.Number, waitingToken, pass, response.FirstSentAt, response.CompletedAt));
        return response;
    }

    private static string? PassOf(ApiResponse<EnterResponse> response) =>
        response is { Status: 200, Body: { Admission: "granted", ReservationToken: { Length: > 0 } pass } } ? pass : null;
}
