using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The audit trail of visitors: lua/include/append_journal.lua and lua/read_stream.lua.</summary>
internal sealed partial class EventQueue
{
    private RecordLog<JournalRecord> _journal = new(static record => record.Id);

    /// <summary>When the operation that runs began, by the process' clock.</summary>
    private long _at;

    public JournalPage ReadJournal(RecordId after, int count)
    {
        var records = _journal.After(after, count).Select(record => new StoredRecord(record.Id, record.Kind, record.Entry, record.Ticket)).ToList();
        return new JournalPage(records, records.Count > 0 ? records[^1].Id : after, _journal.End, _journal.IsCutAfter(after));
    }

    /// <summary>Counts one visitor in the totals of the sale and adds the journal's record.</summary>
    private void Count(string kind, EntryId entry, long ticket, EventPolicy policy)
    {
        _totals[kind] = _totals.GetValueOrDefault(kind) + 1;
        if (!IsSmall(policy))
            _journal.Add(_at, policy.JournalLength, id => new JournalRecord(kind, entry, ticket, id));
    }
}
