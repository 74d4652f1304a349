using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What the housekeeping counted, until it counts again.</summary>
internal readonly record struct PulseCounts(
    RateWindows Admissions, RateWindows GaveUp, RateWindows NoShows, RateWindows Vanished, long Settled, long Silent);

/// <summary>Housekeeping and settings.</summary>
internal sealed partial class EventQueue
{
    private const long Second = 1_000_000;
    private const long FurthestLook = 2000;

    /// <summary>An operator prepares a sale days ahead: a change holds so much longer.</summary>
    private const long Month = 30 * 24 * 3600 * Second;

    private PulseCounts _counts;
    private long? _pulsed;
    private long _resumed;
    private long _settingsHoldUntil;
    private (double? Refill, int? Capacity, bool? Paused) _changed;

    /// <summary>When the event is over if nobody comes; the store then forgets it.</summary>
    public long ExpiresAt { get; private set; } = long.MaxValue;

    public PulseReply Pulse(EventPolicy policy, long at)
    {
        var (refill, capacity, paused) = Numbers(policy);
        var level = Level(refill, capacity, paused, at);
        var reclaimed = default(Reclaimed);
        if (_pulsed is not { } last || at - last >= Second)
        {
            // Nobody was heard for longer than anybody who polls as told keeps silent: see lua/pulse.lua.
            if (_pulsed is { } before && at - before > policy.HeadGrace / 2)
                _resumed = at;
            reclaimed = Reclaim(policy, at, AdmissionRule.Allowed(level, paused, policy));
            DropOldPasses(at);
            _counts = Count(policy, at);
            _pulsed = at;
            ExpiresAt = Math.Max(_settingsHoldUntil, at + (long)(policy.Retention * Second));
        }

        var pulse = new Pulse(
            at, _positions.Count, (long)Math.Floor(level), refill, capacity, paused, _born ?? at,
            _counts.Admissions, _counts.GaveUp, _counts.NoShows, _counts.Vanished, _counts.Settled, _counts.Silent);
        return new PulseReply(false, pulse, reclaimed);
    }

    public EventSettings Settings(EventSettingsChange change, EventPolicy policy, long at)
    {
        if (change != new EventSettingsChange())
        {
            var (refill, capacity, paused) = Numbers(policy);
            _bucket = (Level(refill, capacity, paused, at), at);
            _changed = (change.RefillPerSecond ?? _changed.Refill, change.Capacity ?? _changed.Capacity, change.Paused ?? _changed.Paused);
            _settingsHoldUntil = at + (long)(policy.Retention * Second) + Month;
            ExpiresAt = Math.Max(ExpiresAt, _settingsHoldUntil);
        }

        var now = Numbers(policy);
        return new EventSettings(now.Refill, (int)now.Capacity, now.Paused);
    }

    private (double Refill, double Capacity, bool Paused) Numbers(EventPolicy policy) =>
        (_changed.Refill ?? policy.Refill, _changed.Capacity ?? policy.Capacity, _changed.Paused ?? false);

    private PulseCounts Count(EventPolicy policy, long at) => new(
        _admissions.Windows(at),
        _gaveUp.Windows(at),
        _noShows.Windows(at),
        _vanished.Windows(at),
        _positions.CountBefore(at - (long)policy.HeadGrace),
        // Nobody is silent so shortly after an outage: see lua/include/silence.lua.
        at - _resumed <= policy.HeadGrace ? 0 : _heartbeats.CountBefore(at - (long)policy.HeadGrace));

    private Reclaimed Reclaim(EventPolicy policy, long at, double reach)
    {
        var left = TakeSilent(_softLeaves, "left");
        var expired = TakeSilent(_heartbeats, "expired");
        var noShows = TakeNoShows();
        return new Reclaimed(left, expired, noShows);

        long TakeSilent(SilenceList list, string kind)
        {
            var taken = 0L;
            for (; list.First is { } entry && IsSilent(entry, policy, at); taken++)
                Depart(entry, kind, policy, at);
            return taken;
        }

        // One way through the head, and not further than lua/include/no_shows.lua looks.
        long TakeNoShows()
        {
            var most = Math.Min((long)reach, FurthestLook);
            var kept = 0L;
            var gone = new List<QueueEntry>();
            foreach (var entry in _positions.Head(long.MaxValue))
            {
                if (kept >= most)
                    break;
                var silent = entry.Seen >= 0 && at - Math.Max(entry.Seen, _resumed) > policy.HeadGrace;
                if (silent && AdmissionRule.WaitedEnough(kept + 1, at - entry.Ticket, policy))
                    gone.Add(entry);
                else
                    kept++;
            }

            gone.ForEach(entry => Depart(entry, "no_show", policy, at));
            return gone.Count;
        }
    }
}
