using System.Globalization;
using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The end of an event by an operator: lua/end_event.lua.</summary>
internal sealed partial class EventQueue
{
    /// <summary>The store time before which an operator ended an event of this name; 0 if none did.</summary>
    private long _ended;

    /// <summary>The next event of this name, once this one is ended.</summary>
    private EventQueue? _next;

    public EndReply End(string who, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        if (_epoch is null)
            return default;
        var reply = new EndReply(
            true, _positions.Count, _remembered.Count, _admitted.Count, _seatEnds.Values.Count(until => until - HeldAfter >= now.Clock.Service));
        if (!IsSmall(policy))
            _journal.Add(at, policy.JournalLength, id => new JournalRecord("ended", default, 0, id));
        var ended = Math.Max(now.Clock.Store, _lastTicket) + 1;
        _next = new EventQueue(_changed)
        {
            _ended = ended,
            _clock = now.Clock with { Run = at, Store = ended, Busy = false },
            _bucket = (now.Level, ended),
            _journal = _journal,
            _audit = _audit,
            _settingsExpireAt = _settingsExpireAt,
            _at = at,
        };
        HandDrawDown(_next);
        _next.ExtendExpiry(policy, at);
        _next.AppendAudit(new AuditNote(who, "end", string.Create(
            CultureInfo.InvariantCulture, $"{reply.Waiting} waiting, {reply.Remembered} remembered, {reply.Admitted} with a pass, {reply.Inside} inside")));
        ExpiresAt = long.MinValue;
        return reply;
    }
}
