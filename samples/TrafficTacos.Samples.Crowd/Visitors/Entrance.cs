using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;

namespace TrafficTacos.Samples.Crowd.Visitors;

/// <param name="Decided">The visitor is in, or lost; else they go on polling.</param>
/// <param name="RetryAfterMs">When to ask again, if the gateway said so.</param>
internal readonly record struct Entry(bool Decided, long? RetryAfterMs);

/// <summary>The door: a ready visitor asks for a pass and, with <c>--then</c> or <c>--buy</c>, uses it.</summary>
internal sealed class Entrance(GatewayClient gateway, UsePass? use)
{
    /// <summary>Ready holds while the visitor is heard from; half the usual head grace of 30 s is beyond doubt.</summary>
    private static readonly TimeSpan ReadyHoldsFor = TimeSpan.FromSeconds(15);

    public async Task<Entry> EnterAsync(VisitorRecord record, Caller caller, string token, TimeSpan promised, CancellationToken cancellationToken)
    {
        var enter = await AskAsync(record, caller, token, cancellationToken);
        if (Pass(enter) is { } pass)
        {
            record.Become(use is null ? Phase.Admitted : Phase.Entered);
            if (use is not null)
                await use(record, caller, pass, enter.Start, TimeSpan.FromSeconds(enter.Body!.TtlSec), cancellationToken);
            return new Entry(Decided: true, null);
        }

        if (enter.Status == 401)
            throw new CredentialsRefusedException(enter.Code);
        if (record.Phase == Phase.Ready)
            record.Refusals.Add(new Refusal(record.Number, promised, enter.End, ReadyHoldsFor, enter.Certain, $"ready, then denied with {enter.Describe()}"));
        if (enter is { Status: 403, Code: "NOT_READY" } or { Status: 403, Body.Admission: "denied" })
        {
            if (record.Phase == Phase.Ready)
                record.Become(Phase.Waiting);
            return new Entry(Decided: false, enter.Body?.RetryAfterMs);
        }

        record.Lose($"enter answered {enter.Describe()}");
        return new Entry(Decided: true, null);
    }

    /// <summary>A sceptic asks twice at the same time, like somebody with two tabs; both answers are on record.</summary>
    private async Task<Answer<EnterBody>> AskAsync(VisitorRecord record, Caller caller, string token, CancellationToken cancellationToken)
    {
        if (record.Plan.Role != Role.Sceptic)
            return Note(record, token, await gateway.EnterAsync(caller, token, cancellationToken));

        var both = await Task.WhenAll(gateway.EnterAsync(caller, token, cancellationToken), gateway.EnterAsync(caller, token, cancellationToken));
        Array.Sort(both, (one, other) => one.End.CompareTo(other.End));
        foreach (var answer in both)
            Note(record, token, answer);
        return Array.Find(both, answer => Pass(answer) is not null) ?? both[0];
    }

    private static Answer<EnterBody> Note(VisitorRecord record, string token, Answer<EnterBody> answer)
    {
        if (Pass(answer) is { } pass)
            record.Admitted(new Grant(record.Number, token, pass, answer.FirstStart, answer.End));
        return answer;
    }

    private static string? Pass(Answer<EnterBody> answer) =>
        answer is { Status: 200, Body: { Admission: "granted", ReservationToken: { Length: > 0 } pass } } ? pass : null;
}
