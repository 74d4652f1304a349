using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The whole state, for tests that compare stores.</summary>
internal sealed partial class EventQueue
{
    internal IEnumerable<(EntryId Entry, long Ticket, long Heartbeat)> Entries => _positions.Head(long.MaxValue).Select(e => (e.Id, e.Ticket, e.Heartbeat));

    internal IReadOnlyCollection<JournalRecord> Journal => _journal;

    internal long? LastTicket => _lastTicket;

    internal (double Level, long At)? Bucket => _bucket;

    internal IEnumerable<KeyValuePair<EntryId, Pass>> LivePasses(long at) => _passes.Where(pass => at <= pass.Value.Expires);
}
