namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>The removals of an audit trail that can still be undone. The notice with the undo stands on the page of whoever removed; another
/// operator, to whom the visitor turns, finds it here.</summary>
internal sealed class OpenRemovals
{
    private const string UndoMark = ", undo ", UndoneMark = "removal ";
    private const int IdLength = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Dictionary<AuditEntry, string> _undoIds = [];

    /// <param name="newestFirst">The audit trail.</param>
    /// <param name="now">The time: the store has the last word on what is too late.</param>
    public OpenRemovals(IReadOnlyList<AuditEntry> newestFirst, DateTimeOffset now)
    {
        var undone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in newestFirst.TakeWhile(entry => entry.What is not "end" && now - entry.At < Longest))
        {
            if (entry.What is "undo" && entry.Detail.StartsWith(UndoneMark, StringComparison.Ordinal))
                undone.Add(entry.Detail[UndoneMark.Length..]);
            else if (entry.What is "remove" or "remove_many" && IdOf(entry.Detail) is { } undoId && !undone.Contains(undoId))
                _undoIds[entry] = undoId;
        }
    }

    /// <summary>What undoes an entry; null if nothing does.</summary>
    public string? UndoIdOf(AuditEntry entry) => _undoIds.GetValueOrDefault(entry);

    /// <summary>What gives one visitor back who was removed alone; null if nothing does.</summary>
    public string? UndoIdOf(string supportCode) =>
        _undoIds.FirstOrDefault(removal => removal.Key.Detail.StartsWith($"visitor {supportCode}{UndoMark}", StringComparison.Ordinal)).Value;

    /// <summary>The id is the end of the detail, whatever the name of a group in front of it looks like.</summary>
    private static string? IdOf(string detail) =>
        detail.Length > UndoMark.Length + IdLength && detail.AsSpan(0, detail.Length - IdLength).EndsWith(UndoMark, StringComparison.Ordinal) ? detail[^IdLength..] : null;
}
