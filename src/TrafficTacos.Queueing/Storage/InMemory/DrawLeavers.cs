using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Who left a draw that was frozen, by ticket. One place for each entry, the last: a visitor is drawn once.</summary>
internal sealed class DrawLeavers
{
    private readonly SortedDictionary<long, EntryId> _entries = [];
    private readonly Dictionary<EntryId, long> _tickets = [];

    public void Set(EntryId entry, long ticket)
    {
        Remove(entry);
        _entries[ticket] = entry;
        _tickets[entry] = ticket;
    }

    public void Remove(EntryId entry)
    {
        if (_tickets.Remove(entry, out var ticket))
            _entries.Remove(ticket);
    }

    public bool Has(EntryId entry, long ticket) => _tickets.TryGetValue(entry, out var kept) && kept == ticket;

    public void Clear()
    {
        _entries.Clear();
        _tickets.Clear();
    }

    public IEnumerable<DrawnEntry> After(double? ticket) =>
        _entries.SkipWhile(pair => pair.Key <= ticket).Select(pair => new DrawnEntry(new Place(pair.Value, pair.Key), pair.Key));
}
