using System.Globalization;
using System.Text;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Where the event is in its schedule: lua/include/phase.lua, level.lua and reach.lua.</summary>
internal sealed partial class EventQueue
{
    private (DrawStage Stage, long Ticket, long At) _draw;

    /// <summary>What lua/include/read_event.lua reads.</summary>
    private Instant Read(EventPolicy policy, long at)
    {
        _at = at;
        // Who is in a draw that is frozen must not change before the list of leaves is there: nobody is let through meanwhile.
        var numbers = EventNumbers.Of(policy, _changed) with { IsHeld = _draw.Stage == DrawStage.Frozen };
        var isRecovering = _loss is { IsOver: false };
        // The waiting clock needs the phase, and the phase the store's.
        var standing = (_clock ?? QueueClock.StartingAt(at)).At(at, paused: true);
        var time = Math.Max(standing.Store, at);
        var phase = numbers.PhaseAt(time);
        var isUndrawn = (numbers.Order == QueueOrder.Draw || _draw.Stage > DrawStage.None) && _draw.Stage < DrawStage.Ranked;
        var isGathering = isUndrawn || phase is EventPhase.Scheduled or EventPhase.Gathering;
        // Of an event that was ended just now a gateway may still accept sessions: their seats are held.
        var isSettling = _ended > 0 && standing.Store < _ended + HeldAfter;
        var isStanding = numbers.IsStopped || isGathering || isRecovering || isSettling;
        var clock = isStanding ? standing : (_clock ?? QueueClock.StartingAt(at)).At(at, paused: false);
        var level = Level(numbers, clock.Store, time);
        var mode = numbers.Mode == EventMode.Normal && isRecovering ? EventMode.Recovering : numbers.Mode;
        // This process lost everything, if it lost anything: then nobody enters while the event recovers.
        var reach = numbers.IsPassing ? double.PositiveInfinity : isStanding ? 0 : AdmissionRule.Reach(level, paused: false, policy);
        var free = numbers.MaximumShoppers > 0 && !numbers.IsPassing ? FreeSeats(numbers, policy, clock) : double.PositiveInfinity;
        return new Instant(clock, numbers, level, Math.Min(reach, free), mode, _generation, phase, isUndrawn, time)
        {
            IsGathering = isGathering,
            IsUnannounced = numbers.Order == QueueOrder.Draw && _draw.Stage == DrawStage.None && time < numbers.DrawAt,
            IsRecovering = isRecovering,
            IsFull = reach > 0 && free == 0,
        };
    }

    private double Level(in EventNumbers numbers, long store, long time)
    {
        var (level, since) = _bucket ?? (numbers.Burst * AdmissionRule.Token, long.MaxValue);
        if (numbers.OpensAt > 0)
        {
            if (time < numbers.OpensAt)
                return 0;
            var opened = store - (time - (long)numbers.OpensAt);
            if (_bucket is null || since < opened)
                (level, since) = (0, Math.Min(opened, store));
        }

        return since == long.MaxValue ? level : AdmissionRule.Level(level, since, store, numbers.Rate, numbers.Burst, numbers.IsStopped);
    }

    private static bool IsReady(QueueEntry entry, long position, in Instant now, EventPolicy policy) =>
        now.Numbers.IsPassing
        || (position <= now.Reach && AdmissionRule.HasWaited(position, now.Clock.Store - (Rank.IsDrawn(entry.Rank) ? (long)entry.Rank : entry.Ticket), policy)
            && (now.Phase != EventPhase.Closed || now.Clock.Waiting - entry.TurnSince <= policy.TurnTime));

    /// <summary>From the time of the draw on, whoever has a place is in it, also who lost it and will come back. A draw that was not announced by
    /// then has nobody to draw: it ends, and the event goes by arrival. See lua/include/freeze.lua.</summary>
    private void Freeze(ref Instant now, EventPolicy policy, long at)
    {
        if (MayFreeze(now))
        {
            var last = Math.Max(_lastTicket, _epoch!.Value);
            Write(new DrawState(DrawStage.Frozen, now.IsRecovering ? Math.Max(last, _loss!.To) : last, now.Clock.Store));
            Write(DrawFields.FrozenAt, now.Time);
            AppendAudit(new AuditNote("gateway", "draw_freeze", string.Create(CultureInfo.InvariantCulture, $"tickets up to {_draw.Ticket}")));
        }
        else if (MayEnd(now))
        {
            var notes = EarlierDraws(now.Time);
            _drawRecord.Clear();
            Write(notes);
            Write(new DrawState(DrawStage.Abandoned, 0, now.Clock.Store));
            var reason = _loss is not null ? DrawFields.LostWithStore : HasJoiners ? DrawFields.JoinedBefore : DrawFields.NotAnnounced;
            Write([new(DrawFields.Generation, DrawStep.BytesOf(_generation)), new(DrawFields.Reason, Encoding.UTF8.GetBytes(reason))]);
            Write(DrawFields.AbandonedAt, now.Time);
            Write(DrawFields.Unannounced, 1);
            _drawExpiresAt = at + DrawRetention;
            AppendAudit(new AuditNote("gateway", "abandon_draw", reason));
            now = Read(policy, at);
        }
    }

    private bool MayEnd(in Instant now) => _draw.Stage == DrawStage.None && now.Numbers.Order == QueueOrder.Draw && now.Time >= now.Numbers.DrawAt
        && _generation != Generation.None && !now.IsRecovering;

    private bool MayFreeze(in Instant now) => _draw.Stage == DrawStage.Announced && now.Time >= Math.Max(now.Numbers.DrawAt, _draw.At);

    /// <summary>The event at one instant.</summary>
    private readonly record struct Instant(
        QueueClock Clock, EventNumbers Numbers, double Level, double Reach, EventMode Mode, Generation Generation, EventPhase Phase, bool IsUndrawn, long Time)
    {
        /// <summary>Nobody enters yet: the event is not open, or its draw is not done.</summary>
        public bool IsGathering { get; init; }

        /// <summary>Its draw is not announced: everybody who is drawn could read the announcement.</summary>
        public bool IsUnannounced { get; init; }

        /// <summary>The store lost something, and does not have it back.</summary>
        public bool IsRecovering { get; init; }

        /// <summary>The seats alone are why nobody may enter.</summary>
        public bool IsFull { get; init; }

        /// <summary>Nobody comes back: the event is closed.</summary>
        public bool IsOver => Phase == EventPhase.Closed && !Numbers.IsPassing;

        /// <summary>Nobody takes a new place.</summary>
        public bool RefusesJoins => !Numbers.IsPassing
            && (IsUnannounced || Phase is EventPhase.Scheduled or EventPhase.Closed || Numbers.Mode is EventMode.Draining or EventMode.Maintenance);
    }
}
