using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Maintenance: runs the clocks, takes places out, and counts what the estimate needs.</summary>
internal sealed partial class EventQueue
{
    private const long Second = 1_000_000;
    private const long MaxPositionsChecked = 2000;
    private const long SmallRetention = 600 * Second;

    private MaintenanceCounts _counts;

    /// <summary>Until then turns are short: more than half of the reach lingered.</summary>
    private long _crowdUntil;

    /// <summary>When the event expires if nobody comes; the store then forgets it.</summary>
    public long ExpiresAt { get; private set; } = long.MaxValue;

    public MaintenanceReply Maintain(TimeSpan away, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var reclaimed = default(ReclaimedCounts);
        if (_epoch is not null && _clock is { } clock && at - clock.Run >= Second)
        {
            // Was it an outage, or did somebody set the clock? See lua/maintain.lua.
            var gap = at - clock.Run;
            if (clock.Busy && gap > QueueClock.LongestGap)
            {
                var passed = Math.Max(0, Math.Min(gap, (long)away.TotalMicroseconds) - QueueClock.LongestGap);
                now = now with { Clock = now.Clock with { Store = now.Clock.Store + passed } };
            }

            reclaimed = Sweep(policy, now);
            FreeSeats(now.Clock.Service, policy);
            reclaimed += PassOver(policy, now);
            Reopen(policy, now);
            RemoveEndedPasses(now.Clock.Service);
            _counts = IsSmall(policy) ? default : CountWindows(policy, now.Clock);
            _clock = now.Clock with { Run = at, Busy = _positions.Count + _remembered.Count + _admitted.Count + _seats.Count > 0 };
            if (!IsSmall(policy))
            {
                AppendHistory(now);
                ExtendExpiry(policy, at);
            }
        }

        var loss = _loss is { } lost ? new StoreLoss(lost.Since, 0, lost.To, true) : default;
        return new MaintenanceReply(false, SnapshotOf(now), reclaimed, Loss: loss);
    }

    /// <summary>With the windows of the last maintenance.</summary>
    private EventSnapshot SnapshotOf(in Instant now) => new(
        now.Clock.Store, _positions.Count, (long)Math.Floor(now.Level), now.Numbers.Rate, now.Numbers.Burst,
        now.Mode is EventMode.Paused or EventMode.Maintenance or EventMode.Recovering, _epoch ?? now.Clock.Store,
        _counts.Admissions, _counts.Abandoned, _counts.NoShows, _counts.NeverPolled, _counts.Settled, _counts.Silent, _remembered.Count, _admitted.Count,
        _seats.Count, now.Clock.Service, new EventConditions(now.Numbers with { Mode = now.Mode, IsHeld = false }, now.Phase, now.IsUndrawn, now.Time));

    private void ExtendExpiry(EventPolicy policy, long at) =>
        ExpiresAt = Math.Max(_settingsExpireAt, at + (IsSmall(policy) ? SmallRetention : (long)(policy.Retention * Second)));

    private MaintenanceCounts CountWindows(EventPolicy policy, in QueueClock clock) => new(
        _admissions.Windows(clock.Store),
        _abandoned.Windows(clock.Store),
        _noShows.Windows(clock.Store),
        _neverPolled.Windows(clock.Store),
        _positions.CountBefore(Rank.Of(clock.Store - (long)policy.NoShowTimeout, _epoch!.Value)),
        _heartbeats.CountBefore(clock.Waiting - (long)policy.NoShowTimeout) + _heardInAdvance.CountBefore(clock.Waiting - (long)policy.NoShowTimeout));

    /// <summary>As lua/include/sweep.lua.</summary>
    private ReclaimedCounts Sweep(EventPolicy policy, in Instant now)
    {
        var asleep = Sleep(_softLeaves, RecordKind.LeftSoftly, policy, now)
            + Sleep(_heartbeats, RecordKind.Asleep, policy, now)
            + Sleep(_heardInAdvance, RecordKind.Asleep, policy, now);
        var (left, expired, noShow, unspent) = (0L, 0L, 0L, 0L);
        while (_admitted.Count > 0 && _admitted.Min is var (until, id) && until < now.Clock.Service)
        {
            if (EndPass(new EntryId(id), _records[new EntryId(id)], now, policy))
                unspent++;
            else
                noShow++;
        }

        while (_remembered.Count > 0 && _remembered.Min is var (since, id)
            && (since < now.Clock.Waiting - policy.PlaceMemory || _remembered.Count > policy.RememberedPlaces))
        {
            var entry = new EntryId(id);
            var record = _records[entry];
            var kind = record.Kind switch { RecordKind.Asleep => "expired", RecordKind.LeftSoftly => "left", _ => "no_show" };
            (left, expired, noShow) = (left + (kind is "left" ? 1 : 0), expired + (kind is "expired" ? 1 : 0), noShow + (kind is "no_show" ? 1 : 0));
            Forget(entry, record.Ticket, kind, policy);
        }

        return new ReclaimedCounts(left, expired, noShow, asleep, unspent);
    }

    private long Sleep(HeartbeatList list, RecordKind kind, EventPolicy policy, in Instant now)
    {
        var count = 0L;
        for (; list.First is { } entry && IsOver(entry, now.Clock.Waiting, policy); count++)
        {
            Add(kind == RecordKind.Asleep && !entry.HasPolled ? _neverPolled : _abandoned, now, policy);
            Remember(entry, kind, now, policy);
        }

        return count;
    }

    private static bool IsOver(QueueEntry entry, long waiting, EventPolicy policy) =>
        entry.Heartbeat < 0 ? waiting > -entry.Heartbeat : waiting - entry.Heartbeat > policy.HeartbeatTimeout;

    /// <summary>As lua/include/pass_over.lua.</summary>
    private ReclaimedCounts PassOver(EventPolicy policy, in Instant now)
    {
        // Nor while nobody may enter: a pause makes no crowd.
        if (now.Reach < 1 || _positions.Count <= now.Reach || now.Mode == EventMode.Recovering)
            return default;
        var (clock, reach) = (now.Clock, now.Reach);
        var lingering = _told.Count(entry => entry.TurnSince < clock.Waiting - policy.TurnGuaranteed);
        if (lingering > reach / 2)
            _crowdUntil = clock.Waiting + (long)policy.TurnGuaranteed;
        var turn = clock.Waiting <= _crowdUntil ? policy.TurnGuaranteed : policy.TurnTime;
        var (kept, limit) = (0L, Math.Min((long)reach, MaxPositionsChecked));
        var passed = new List<(QueueEntry Entry, RecordKind Kind)>();
        foreach (var entry in _positions.Head(long.MaxValue))
        {
            if (kept >= limit || _positions.Count - passed.Count <= reach)
                break;
            if (KindOfPassing(entry, kept + 1, turn, policy, clock) is { } kind)
                passed.Add((entry, kind));
            else
                kept++;
        }

        var noShows = 0;
        foreach (var (entry, kind) in passed)
        {
            Add(_noShows, now, policy);
            if (!Remember(entry, kind, now, policy))
                noShows++;
        }

        return new ReclaimedCounts(0, 0, noShows, 0, passed.Count - noShows);
    }

    private static RecordKind? KindOfPassing(QueueEntry entry, long position, double turn, EventPolicy policy, in QueueClock clock)
    {
        if (entry.Heartbeat < 0 || !AdmissionRule.HasWaited(position, clock.Store - entry.Ticket, policy))
            return null;
        if (clock.Waiting - entry.Heartbeat > (entry.TurnSince is null ? policy.NoShowTimeout : Math.Min(policy.ReadySilence, policy.NoShowTimeout)))
            return RecordKind.Silent;
        return clock.Waiting - entry.TurnSince > turn ? RecordKind.Lingered : null;
    }

    /// <summary>What the last maintenance counted.</summary>
    private readonly record struct MaintenanceCounts(
        RateWindows Admissions, RateWindows Abandoned, RateWindows NoShows, RateWindows NeverPolled, long Settled, long Silent);
}
