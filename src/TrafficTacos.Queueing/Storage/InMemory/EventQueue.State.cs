using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The whole state, for tests that compare stores.</summary>
internal sealed partial class EventQueue
{
    internal IEnumerable<(EntryId Entry, long Ticket, long Heartbeat)> Entries => _positions.Head(long.MaxValue).Select(e => (e.Id, e.Ticket, e.Heartbeat));

    /// <summary>Somebody joined, or came back to it.</summary>
    internal bool HasBegun => _epoch is not null;

    internal IReadOnlyCollection<JournalRecord> Journal => _journal;

    internal long? LastTicket => _lastTicket == 0 ? null : _lastTicket;

    internal IEnumerable<KeyValuePair<EntryId, PlaceRecord>> Records => _records;

    internal int Remembered => _remembered.Count;

    internal QueueClock? Clock => _clock;

    internal IEnumerable<KeyValuePair<EntryId, Session>> LiveSessions(long at) =>
        _sessions.Where(session => (_clock ?? QueueClock.StartingAt(at)).At(at, paused: false).Service <= session.Value.Ends);

    internal IEnumerable<KeyValuePair<Place, long>> Seats => _seatEnds;

    internal double Front => _front;

    internal IReadOnlyDictionary<string, long> Totals => _totals;

    internal IReadOnlyCollection<HistoryRecord> History => _history;

    internal IReadOnlyCollection<StoredAudit> Audit => _audit;

    internal IReadOnlyList<long> Waits => _waits;

    internal IReadOnlyDictionary<EntryId, ulong> Labels => _labels;

    internal (double Level, long At)? Bucket => _bucket;

    internal IEnumerable<KeyValuePair<EntryId, Pass>> LivePasses(long at) => _passes.Where(pass => (_clock ?? QueueClock.StartingAt(at)).At(at, paused: false).Service <= pass.Value.Expires);
}
