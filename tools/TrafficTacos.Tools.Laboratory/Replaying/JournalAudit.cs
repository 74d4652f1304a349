using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>Checks the store's journal for duplicate places, duplicate admissions and admissions beyond the bound, and takes the order
/// and the times of admission from it, because HTTP responses may arrive in another order.</summary>
/// <param name="journal">The event's journal.</param>
/// <param name="bucket">The settings at the start.</param>
/// <param name="changes">The changes of settings during the sale.</param>
/// <param name="storeStart">The start of the sale by the store's clock, in microseconds.</param>
internal sealed class JournalAudit(IReadOnlyList<JournalEntry> journal, BucketSettings bucket, IReadOnlyList<AppliedChange> changes, long storeStart)
{
    /// <summary>Seconds. The journal has a precision of a millisecond, and the offset between the two clocks is known about as well.</summary>
    private const double ClockError = 0.003;

    public void Apply(SaleTrace trace)
    {
        CheckPlaces(trace.Violations);
        CheckBound(trace.Violations);
        var order = Admissions().Select((entry, index) => (entry.Place.Ticket, index)).DistinctBy(pair => pair.Ticket).ToDictionary();
        if (trace.Admitted.Any(number => !order.ContainsKey(trace.Visitors[number].Place.Ticket)))
            throw new ReplayException("a visitor was admitted without an entry in the journal");
        // A snapshot and the response to an admission before it may arrive in either order.
        var times = Admissions().Select(entry => entry.At).ToArray();
        for (var i = 0; i < trace.Snapshots.Count; i++)
            trace.Snapshots[i] = trace.Snapshots[i] with { AdmittedCount = times.Count(at => at <= trace.Snapshots[i].Snapshot.Now) };
        trace.Admitted.Sort((one, other) => order[trace.Visitors[one].Place.Ticket].CompareTo(order[trace.Visitors[other].Place.Ticket]));
    }

    private void CheckPlaces(Violations violations)
    {
        var live = new Dictionary<EntryId, long>();
        foreach (var (_, kind, place) in journal)
        {
            if (kind == "joined")
                violations.DuplicatePlaces += live.TryAdd(place.Entry, place.Ticket) ? 0 : 1;
            else if (!live.Remove(place.Entry, out var ticket) || ticket != place.Ticket)
                violations.DuplicateAdmissions += kind == "admitted" ? 1 : 0;
        }
    }

    private void CheckBound(Violations violations)
    {
        var maxRate = changes.Select(change => change.Change.AdmissionsPerSecond ?? 0).Append(bucket.AdmissionsPerSecond).Max();
        var reference = new ReferenceBucket(bucket, tolerance: maxRate * ClockError);
        var queue = new Queue<(long At, OperatorChange Change)>(changes.SelectMany(MostPermissive).OrderBy(change => change.At));
        foreach (var entry in Admissions())
        {
            var at = entry.At - storeStart;
            while (queue.TryPeek(out var next) && next.At <= at)
                reference.Apply(queue.Dequeue().Change, next.At);
            violations.BoundViolations += reference.TryTake(at) ? 0 : 1;
        }
    }

    private IEnumerable<JournalEntry> Admissions() => journal.Where(entry => entry.Kind == "admitted");

    /// <summary>The time at which a change took effect is only known to lie in an interval. A change that permits more counts from its
    /// beginning, one that permits less from its end, so that no admission is wrongly reported.</summary>
    private IEnumerable<(long At, OperatorChange Change)> MostPermissive(AppliedChange applied)
    {
        var (sentAt, completedAt, change) = applied;
        if (change.AdmissionsPerSecond is { } rate)
            yield return (rate > RateBefore(applied) ? sentAt : completedAt, new OperatorChange(change.At, AdmissionsPerSecond: rate));
        if (change.Burst is { } burst)
            yield return (burst > BurstBefore(applied) ? sentAt : completedAt, new OperatorChange(change.At, Burst: burst));
        if (change.Paused is { } paused)
            yield return (paused ? completedAt : sentAt, new OperatorChange(change.At, Paused: paused));
    }

    private double RateBefore(AppliedChange applied) =>
        changes.TakeWhile(other => other != applied).Select(other => other.Change.AdmissionsPerSecond).LastOrDefault(rate => rate is not null)
        ?? bucket.AdmissionsPerSecond;

    private int BurstBefore(AppliedChange applied) =>
        changes.TakeWhile(other => other != applied).Select(other => other.Change.Burst).LastOrDefault(burst => burst is not null) ?? bucket.Burst;
}
