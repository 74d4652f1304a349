using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

/// <summary>One record of the journal, by the store's own clock in microseconds.</summary>
internal readonly record struct StoredRecord(RecordId Id, string Kind, EntryId Entry, long Ticket)
{
    public long Time => Id.Microseconds;
}

/// <summary>Some records of a journal, oldest first.</summary>
/// <param name="Records">Those behind the one that was asked for.</param>
/// <param name="Last">Where the next page begins: the last of them, or what was asked for if there is none.</param>
/// <param name="End">The newest record of the journal; <see cref="RecordId.Start"/> if it is empty.</param>
/// <param name="IsCut">Records between the one that was asked for and the first of these may be gone: the journal has a length.</param>
internal sealed record JournalPage(IReadOnlyList<StoredRecord> Records, RecordId Last, RecordId End, bool IsCut)
{
    /// <summary>What a page has at most, so that a read never holds the store up.</summary>
    public const int MaxCount = 500;
}
