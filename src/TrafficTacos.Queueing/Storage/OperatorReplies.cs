using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage;

/// <summary>An event, and when somebody used it last, in microseconds.</summary>
internal readonly record struct NotedEvent(string EventId, long At);

/// <summary>Everything that is counted of an event. FirstJoin is 0 if nobody came. The snapshot is what the estimate needs, with the windows of the
/// last maintenance. MaintainedAgo: microseconds since that, −1 for never.</summary>
internal sealed record EventCount(
    EventSnapshot Snapshot, long FirstJoin, bool IsSmall, StoredTotals Totals, IReadOnlyList<long> Waits, DrawStage Draw, long MaintainedAgo)
{
    public long Now => Snapshot.Now;

    public long Length => Snapshot.Length;

    public long Remembered => Snapshot.Remembered;

    public long Admitted => Snapshot.Admitted;

    public long Level => Snapshot.Level;

    public double AdmissionsPerSecond => Snapshot.AdmissionsPerSecond;

    public double Burst => Snapshot.Burst;

    public EventMode Mode => Snapshot.Conditions.Numbers.Mode;

    public RateWindows Admissions => Snapshot.Admissions;

    public RateWindows Abandoned => Snapshot.Abandoned;

    public RateWindows NoShows => Snapshot.NoShows;
}

/// <summary>What an operator did.</summary>
internal readonly record struct StoredAudit(RecordId Id, string Who, string What, string Detail);

/// <summary>Who does a change, and what the audit says of it; nothing if the detail is empty.</summary>
internal readonly record struct AuditNote(string Who, string What, string Detail);

internal enum VisitorKeyKind
{
    Entry,
    User,
    Position,
}

/// <summary>By what a visitor is found: their entry, their own entry as a user, who may stand at another place, or a position.</summary>
internal readonly record struct VisitorKey(VisitorKeyKind Kind, EntryId Entry, long Position);

/// <summary>As lua/include/find_place.lua numbers it.</summary>
internal enum FoundState
{
    Gone = 0,
    Waiting = 1,
    Remembered = 2,
    Admitted = 3,
}

/// <summary>Entry is null if nobody was found. The last three are how long ago, in microseconds, and −1 for never.</summary>
internal readonly record struct FoundVisitor(
    EntryId? Entry, FoundState State, long Ticket = 0, long Position = 0, RecordKind Kind = default, int SilentTurns = 0, int LingeredTurns = 0, long Now = 0,
    long Since = -1, long Heard = -1, long Told = -1);

internal enum EntryList
{
    Queue,
    Records,

    /// <summary>Those who have a label, and a place.</summary>
    Labelled,
}

/// <summary>The cursor is empty after the last page.</summary>
internal sealed record EntryPage(string Cursor, IReadOnlyList<EntryId> Entries);

/// <summary>The cursor is empty after the last page. Seen of Total fields were looked at, in no order: a page is a fair sample.</summary>
internal sealed record LabelPage(string Cursor, IReadOnlyList<ulong> Labels, long Seen, long Total);

/// <summary>Outcomes as lua/move_up.lua numbers them.</summary>
internal enum MoveCode
{
    Gone = 0,
    Done = 1,
    AlreadyThere = 2,
    Admitted = 3,
    NotDrawn = 4,
}

/// <summary>How many were removed, and how many of the others were let in before.</summary>
internal readonly record struct RemoveReply(long Removed, long Admitted);

/// <summary>Outcomes as lua/undo.lua numbers them.</summary>
internal enum UndoCode
{
    Nothing = 0,
    Done = 1,
    TooLate = 2,
    DrawBegins = 3,
}

/// <summary>False if nobody came since it ended before; then whom it ended.</summary>
internal readonly record struct EndReply(bool Ended, long Waiting, long Remembered, long Admitted, long Inside);

/// <summary>How many are back, how many have a place again, and how many are left for the next call.</summary>
internal readonly record struct UndoReply(UndoCode Code, long Back, long Skipped, long Left)
{
    /// <summary>Who was removed from a draw, which gave them a rank afterwards: nothing was done, and the call must bring the ranks. Null or
    /// empty if everything is known.</summary>
    public IReadOnlyList<Place>? Wanted { get; init; }
}
