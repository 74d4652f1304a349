using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>An operator's change: sent, made, in microseconds since the start.</summary>
internal readonly record struct Operation(long Begun, long Made, Change Change);

/// <summary>The store's own journal against what nobody may get: a second place, a second admission, an admission that the
/// bucket did not hold. And it knows in which order people were let in, whichever answer came first.</summary>
internal sealed class Audit(IReadOnlyList<Posting> journal, Bucket bucket, IReadOnlyList<Operation> operations, long storeStart)
{
    /// <summary>The journal tells milliseconds, and the two clocks are known to each other about as well.</summary>
    private const double Blur = 0.003;

    public void Judge(Trace trace)
    {
        JudgePlaces(trace.Verdicts);
        JudgeBound(trace.Verdicts);
        var turn = Admissions().Select((posting, i) => (posting.Place.Ticket, i)).DistinctBy(pair => pair.Ticket).ToDictionary();
        if (trace.Admitted.Any(number => !turn.ContainsKey(trace.People[number].Place.Ticket)))
            throw new ReplayException("somebody was let in of whom the journal does not know");
        trace.Admitted.Sort((one, other) => turn[trace.People[one].Place.Ticket].CompareTo(turn[trace.People[other].Place.Ticket]));
    }

    private void JudgePlaces(Verdicts verdicts)
    {
        var live = new Dictionary<EntryId, long>();
        foreach (var (_, kind, place) in journal)
        {
            if (kind == "joined")
                verdicts.SecondPlaces += live.TryAdd(place.Entry, place.Ticket) ? 0 : 1;
            else if (!live.Remove(place.Entry, out var ticket) || ticket != place.Ticket)
                verdicts.SecondAdmissions += kind == "admitted" ? 1 : 0;
        }
    }

    private void JudgeBound(Verdicts verdicts)
    {
        var most = operations.Select(operation => operation.Change.Refill ?? 0).Append(bucket.Refill).Max();
        var own = new ReferenceBucket(bucket, most * Blur);
        var changes = new Queue<(long At, Change Change)>(operations.SelectMany(InFavour).OrderBy(change => change.At));
        foreach (var posting in Admissions())
        {
            var at = posting.At - storeStart;
            while (changes.TryPeek(out var next) && next.At <= at)
                own.Change(changes.Dequeue().Change, next.At);
            verdicts.BoundViolations += own.Take(at) ? 0 : 1;
        }
    }

    private IEnumerable<Posting> Admissions() => journal.Where(posting => posting.Kind == "admitted");

    /// <summary>A change was made at some instant between being sent and being answered. More is allowed as soon as it can have
    /// been made, and less as soon as it must have been.</summary>
    private IEnumerable<(long At, Change Change)> InFavour(Operation operation)
    {
        var (begun, made, change) = operation;
        if (change.Refill is { } refill)
            yield return (refill > RefillBefore(operation) ? begun : made, new Change(change.At, Refill: refill));
        if (change.Capacity is { } capacity)
            yield return (capacity > CapacityBefore(operation) ? begun : made, new Change(change.At, Capacity: capacity));
        if (change.Paused is { } paused)
            yield return (paused ? made : begun, new Change(change.At, Paused: paused));
    }

    private double RefillBefore(Operation operation) =>
        operations.TakeWhile(other => other != operation).Select(other => other.Change.Refill).LastOrDefault(refill => refill is not null) ?? bucket.Refill;

    private int CapacityBefore(Operation operation) =>
        operations.TakeWhile(other => other != operation).Select(other => other.Change.Capacity).LastOrDefault(capacity => capacity is not null) ?? bucket.Capacity;
}
