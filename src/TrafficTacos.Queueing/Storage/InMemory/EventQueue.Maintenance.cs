using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Maintenance: reclaims places and counts what the estimate needs.</summary>
internal sealed partial class EventQueue
{
    private const long Second = 1_000_000;
    private const long MaxPositionsChecked = 2000;

    private MaintenanceCounts _counts;
    private long? _maintainedAt;
    private long _resumed;

    /// <summary>When the event expires if nobody comes; the store then forgets it.</summary>
    public long ExpiresAt { get; private set; } = long.MaxValue;

    public MaintenanceReply Maintain(EventPolicy policy, long at)
    {
        var (rate, burst, paused) = Settings(policy);
        var level = Level(rate, burst, paused, at);
        var reclaimed = default(ReclaimedCounts);
        if (_maintainedAt is not { } last || at - last >= Second)
        {
            // The service was away, not the visitors: see lua/maintain.lua.
            if (_maintainedAt is { } before && at - before > policy.NoShowTimeout / 2)
                _resumed = at;
            reclaimed = Reclaim(policy, at, AdmissionRule.Reach(level, paused, policy));
            RemoveEndedPasses(at);
            _counts = Count(policy, at);
            _maintainedAt = at;
            ExtendExpiry(policy, at);
        }

        var snapshot = new EventSnapshot(
            at, _positions.Count, (long)Math.Floor(level), rate, burst, paused, _firstJoin ?? at,
            _counts.Admissions, _counts.Abandoned, _counts.NoShows, _counts.NeverPolled, _counts.Settled, _counts.Silent);
        return new MaintenanceReply(false, snapshot, reclaimed);
    }

    private void ExtendExpiry(EventPolicy policy, long at) => ExpiresAt = Math.Max(_settingsExpireAt, at + (long)(policy.Retention * Second));

    private MaintenanceCounts Count(EventPolicy policy, long at) => new(
        _admissions.Windows(at),
        _abandoned.Windows(at),
        _noShows.Windows(at),
        _neverPolled.Windows(at),
        _positions.CountBefore(Rank.Of(at - (long)policy.NoShowTimeout)),
        // Right after an outage nobody counts as silent: see lua/include/count_silent.lua.
        at - _resumed <= policy.NoShowTimeout ? 0 : _heartbeats.CountBefore(at - (long)policy.NoShowTimeout));

    private ReclaimedCounts Reclaim(EventPolicy policy, long at, double reach) =>
        new(TakeExpired(_softLeaves, "left", policy, at), TakeExpired(_heartbeats, "expired", policy, at), RemoveNoShows(policy, at, reach));

    private long TakeExpired(HeartbeatList list, string kind, EventPolicy policy, long at)
    {
        var count = 0L;
        for (; list.First is { } entry && IsExpired(entry, policy, at); count++)
            Depart(entry, kind, policy, at);
        return count;
    }

    /// <summary>Walks the head once, and no further than lua/include/remove_no_shows.lua.</summary>
    private long RemoveNoShows(EventPolicy policy, long at, double reach)
    {
        var limit = Math.Min((long)reach, MaxPositionsChecked);
        var kept = 0L;
        var noShows = new List<QueueEntry>();
        foreach (var entry in _positions.Head(long.MaxValue))
        {
            if (kept >= limit)
                break;
            var silent = entry.Heartbeat >= 0 && at - Math.Max(entry.Heartbeat, _resumed) > policy.NoShowTimeout;
            if (silent && AdmissionRule.HasWaited(kept + 1, at - entry.Ticket, policy))
                noShows.Add(entry);
            else
                kept++;
        }

        noShows.ForEach(entry => Depart(entry, "no_show", policy, at));
        return noShows.Count;
    }

    /// <summary>What the last maintenance counted.</summary>
    private readonly record struct MaintenanceCounts(
        RateWindows Admissions, RateWindows Abandoned, RateWindows NoShows, RateWindows NeverPolled, long Settled, long Silent);
}
