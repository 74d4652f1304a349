using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>One record of the audit trail.</summary>
internal readonly record struct JournalRecord(string Kind, EntryId Entry, long Ticket, RecordId Id = default);
