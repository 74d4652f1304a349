using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Users who stand at a place that was joined without one: lua/attach.lua.</summary>
internal sealed partial class EventQueue
{
    /// <summary>The place of a user, by the entry that they would have without it.</summary>
    private readonly Dictionary<EntryId, EntryId> _elsewhere = [];

    /// <summary>Whose such a place is.</summary>
    private readonly Dictionary<EntryId, UInt128> _holders = [];

    public bool Attach(Place place, EntryId own, UInt128 user, EventPolicy policy, long at)
    {
        Read(policy, at);
        if (_holders.TryGetValue(place.Entry, out var holder))
            return holder == user;
        if (_elsewhere.ContainsKey(own) || !HasBegun)
            return false;
        var older = _entries.TryGetValue(own, out var entry) ? OwnTicketOf(entry)
            : _records.TryGetValue(own, out var record) && record.Kind != RecordKind.Gone ? record.Ticket
            : (long?)null;
        if (older < place.Ticket)
            return false;
        _holders[place.Entry] = user;
        _elsewhere[own] = place.Entry;
        KeepSmall(policy, at);
        return true;
    }
}
