using System.Globalization;
using System.Text;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The steps of a draw: lua/draw.lua and lua/include/draw_steps.lua.</summary>
internal sealed partial class EventQueue
{
    private const long DrawRetention = 400L * 24 * 3600 * Second;
    private const int MaxAmendments = 1000;
    private const int MaxNotes = 1000;

    private readonly SortedDictionary<string, byte[]> _drawRecord = new(StringComparer.Ordinal);
    private long _drawExpiresAt;

    /// <summary>What stays of an event that was ended, or has expired: then the record of its draw; null if there was none.</summary>
    public EventQueue? HeirAt(long at)
    {
        if (_next is not null)
            return _next;
        if (at > _drawExpiresAt || _drawRecord.Count == 0)
            return null;
        var heir = new EventQueue { ExpiresAt = _drawExpiresAt };
        HandDrawDown(heir);
        return heir;
    }

    private void HandDrawDown(EventQueue heir)
    {
        heir._drawExpiresAt = _drawExpiresAt;
        foreach (var (field, value) in _drawRecord)
            heir._drawRecord[field] = value;
        foreach (var (key, part) in _drawParts)
            heir._drawParts[key] = part;
    }

    public DrawReply Draw(DrawStep step, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var (numbers, time) = (now.Numbers, now.Time);
        var schedule = new DrawSchedule(numbers.Order, (long)numbers.GatherAt, (long)numbers.DrawAt, (long)numbers.OpensAt);
        var made = false;
        if (step.Is(DrawStep.AnnounceName) && _generation == Generation.None && schedule.Order == QueueOrder.Draw)
        {
            // Its announcement names the generation, so it comes with the next call.
            Begin(ref now);
            _lastTicket = Math.Max(_lastTicket, _epoch!.Value);
            _clock = now.Clock with { Run = at };
        }

        if (step.Is(DrawStep.RestoreName))
        {
            // It was announced, and nobody here knew.
            var stands = _drawRecord.ContainsKey(DrawFields.Unannounced) ? DrawStage.None : _draw.Stage;
            if (IsWhole(step) && step.Known.Stage > stands && Belongs(step))
            {
                made = true;
                if (stands == DrawStage.None)
                    _drawRecord.Clear();
                Write(step.Fields);
                Write(DrawFields.Ranked, 0);
                Write(step.Known with { Stage = step.Known.Stage == DrawStage.Ranked ? DrawStage.Seeded : step.Known.Stage });
            }
        }
        else if (IsNext(step, schedule, now, time))
        {
            made = true;
            Make(step, schedule, ref now, policy);
        }

        if (_draw.Stage != DrawStage.None)
            (ExpiresAt, _drawExpiresAt) = (Math.Max(at, _draw.At) + (long)(policy.Retention * Second), at + DrawRetention);
        return new DrawReply(
            made, new DrawState(_draw.Stage, _draw.Ticket, _draw.At), now.Generation, now.Clock.Store, time, schedule, now.IsRecovering,
            _drawRecord.ToDictionary(StringComparer.Ordinal))
        {
            EndedBefore = _ended,
        };
    }

    private bool IsNext(DrawStep step, in DrawSchedule schedule, in Instant now, long time) => step.Name switch
    {
        DrawStep.AnnounceName => _draw.Stage == DrawStage.None && schedule.Order == QueueOrder.Draw && !now.IsRecovering && !HasJoiners && _positions.Count == 0
            && time < schedule.DrawAt && step.GenerationOf() == _generation && step.NumberOf(DrawFields.DrawAt) == schedule.DrawAt
            && time <= (step.NumberOf(DrawFields.GatherAt) ?? schedule.DrawAt),
        DrawStep.AmendName => _draw.Stage == DrawStage.Announced && schedule.DrawAt > _draw.At && time < schedule.DrawAt && NumberOf(DrawFields.Amendments) < MaxAmendments,
        DrawStep.FreezeName => MayFreeze(now) || MayEnd(now),
        // While an event recovers some are not back.
        DrawStep.RootName => _draw.Stage == DrawStage.Frozen && !now.IsRecovering,
        DrawStep.SupplyName => _draw.Stage == DrawStage.Rooted && _drawRecord.ContainsKey(DrawFields.Round),
        DrawStep.SeedName => _draw.Stage == DrawStage.Rooted,
        DrawStep.RankedName => _draw.Stage == DrawStage.Seeded && NumberOf(DrawFields.Ranked) >= step.NumberOf(DrawFields.Chunks),
        // Once the seed is there, so is the outcome.
        DrawStep.AbandonName => _draw.Stage <= DrawStage.Rooted && (schedule.Order == QueueOrder.Draw || _draw.Stage > DrawStage.None) && _generation != Generation.None,
        _ => false,
    };

    private void Make(DrawStep step, in DrawSchedule schedule, ref Instant now, EventPolicy policy)
    {
        var time = now.Time;
        if (_draw.Stage == DrawStage.None && (step.Is(DrawStep.AnnounceName) || step.Is(DrawStep.AbandonName)))
        {
            // Of an earlier event with this name.
            var notes = EarlierDraws(time);
            _drawRecord.Clear();
            Write(notes);
            _drawLeft.Clear();
            _drawParts.Clear();
        }

        Write(step.Fields);
        var state = new DrawState(_draw.Stage, _draw.Ticket, _draw.At);
        switch (step.Name)
        {
            case DrawStep.AnnounceName:
                Write(DrawFields.AnnouncedAt, time);
                Write(new DrawState(DrawStage.Announced, 0, schedule.DrawAt));
                break;
            case DrawStep.AmendName:
                var number = NumberOf(DrawFields.Amendments) + 1;
                Write(DrawFields.Amendments, number);
                Write([new(string.Create(CultureInfo.InvariantCulture, $"{DrawFields.Amendment}{number}"), Encoding.ASCII.GetBytes($"{schedule.DrawAt} {time}"))]);
                Write(new DrawState(DrawStage.Announced, 0, schedule.DrawAt));
                break;
            case DrawStep.FreezeName:
                Freeze(ref now, policy, _at);
                break;
            case DrawStep.RootName:
                time = Math.Max(time, _drawRecord.ContainsKey(DrawFields.FrozenAt) ? NumberOf(DrawFields.FrozenAt) : _draw.At);
                if (step.Beacon is { } beacon)
                    Write(DrawFields.Round, DrawStep.FirstRound(time, beacon));
                Write(DrawFields.RootedAt, time);
                Write(state with { Stage = DrawStage.Rooted });
                break;
            case DrawStep.SeedName:
                Write(DrawFields.SeededAt, time);
                Write(state with { Stage = DrawStage.Seeded });
                break;
            case DrawStep.RankedName:
                _drawLeft.Clear();
                // Not again, if the record was given back and with it all ranks.
                if (!_drawRecord.ContainsKey(DrawFields.RankedAt))
                    Write(DrawFields.RankedAt, time);
                Write(state with { Stage = DrawStage.Ranked });
                break;
            case DrawStep.AbandonName:
                Write([new(DrawFields.Generation, DrawStep.BytesOf(_generation))]);
                Write(DrawFields.AbandonedAt, time);
                Write(state with { Stage = DrawStage.Abandoned });
                break;
        }

        if (AuditOf(step, schedule) is { } detail)
            AppendAudit(new AuditNote("gateway", "draw_" + step.Name, detail));
        if (step.TextOf(DrawFields.Who) is { } who)
            AppendAudit(step.Is(DrawStep.AbandonName)
                ? new AuditNote(who, "abandon_draw", step.TextOf(DrawFields.Reason)!)
                : new AuditNote(who, "supply_beacon", string.Create(CultureInfo.InvariantCulture, $"round {NumberOf(DrawFields.Round)}")));
    }

    /// <summary>Whoever joined before an announcement could not read it.</summary>
    private bool HasJoiners => _totals.GetValueOrDefault("joined") > 0;

    private static bool IsWhole(DrawStep step) => step.Known.Stage == DrawStage.Abandoned
        ? step.Has(DrawFields.Reason)
        : step.Has(DrawFields.Announcement)
            && (step.Known.Stage < DrawStage.Rooted || (step.Has(DrawFields.Root) && step.Has(DrawFields.Entries)))
            && (step.Known.Stage < DrawStage.Seeded || step.Has(DrawFields.Seed));

    private bool Belongs(DrawStep step) => step.GenerationOf() is { } generation && generation != Generation.None && (generation == _generation || _aliases.Contains(generation));

    private long NumberOf(string field) => _drawRecord.TryGetValue(field, out var value) ? long.Parse(value, CultureInfo.InvariantCulture) : 0;

    private void Write(in DrawState state)
    {
        _draw = (state.Stage, state.Ticket, state.At);
        Write([new(DrawFields.Stage, DrawStep.BytesOf(state))]);
    }

    private void Write(string field, long number) => _drawRecord[field] = Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private void Write(IReadOnlyList<KeyValuePair<string, byte[]>> fields)
    {
        foreach (var (field, value) in fields)
            _drawRecord[field] = value;
    }
}
