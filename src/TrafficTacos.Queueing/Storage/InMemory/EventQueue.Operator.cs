using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>What operators read: lua/show.lua, find_visitor.lua, list_entries.lua.</summary>
internal sealed partial class EventQueue
{
    private const int AuditLength = 10_000;

    private readonly long[] _waits = new long[WaitHistogram.Buckets];
    private readonly RecordLog<HistoryRecord> _history = new(static record => record.Id);
    private RecordLog<StoredAudit> _audit = new(static record => record.Id);

    /// <summary>What the application said of who joined.</summary>
    private readonly Dictionary<EntryId, ulong> _labels = [];
    private long _historySlot;

    public QueueSample Sample(int count, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        var length = _positions.Count;
        var ranks = new double[now.IsUndrawn ? 0 : Math.Min(length, count)];
        for (var i = 0; i < ranks.Length; i++)
            ranks[i] = _positions.RankAt((int)QueueSample.PositionOf(i, ranks.Length, length));
        return new QueueSample(
            now.Clock.Store, _epoch ?? 0, now.Time, length, (long)Math.Floor(now.Level), now.Mode, now.Phase, now.IsUndrawn, now.IsFull, ranks);
    }

    public EventCount CountEvent(EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        // The message is read with the settings.
        var snapshot = SnapshotOf(now with { Numbers = now.Numbers with { Message = "" } });
        return new EventCount(
            snapshot, _epoch ?? 0, IsSmall(policy), StoredTotals.Of(_totals), [.. _waits], _draw.Stage, _epoch is not null && _clock is { } clock ? Math.Max(0, at - clock.Run) : -1);
    }

    public JournalPage FindInJournal(RecordId after, EntryId entry)
    {
        var page = ReadJournal(after, JournalPage.MaxCount);
        return page with { Records = [.. page.Records.Where(record => record.Entry == entry)] };
    }

    public IReadOnlyList<StoredAudit> ReadAudit(RecordId after, int count) => _audit.After(after, count);

    public IReadOnlyList<StoredAudit> ReadLastAudit(int count) => [.. _audit.TakeLast(count).Reverse()];

    public IReadOnlyList<HistoryRecord> ReadHistory(RecordId after, int count) => _history.After(after, count);

    public FoundVisitor FindVisitor(VisitorKey key, EventPolicy policy, long at)
    {
        var now = Read(policy, at);
        EntryId? named = key.Kind switch
        {
            VisitorKeyKind.Position => _positions.Head(key.Position).Skip((int)Math.Min(int.MaxValue, key.Position - 1)).FirstOrDefault()?.Id,
            VisitorKeyKind.User => _elsewhere.TryGetValue(key.Entry, out var elsewhere) ? elsewhere : key.Entry,
            _ => key.Entry,
        };
        if (named is not { } id || PlaceOf(id, 0) is not var (state, ticket, _))
            return new FoundVisitor(named, FoundState.Gone);
        var (entry, record) = (_entries.GetValueOrDefault(id), _records.GetValueOrDefault(id));
        var kind = record?.Kind ?? RecordKind.Waits;
        return new FoundVisitor(
            id, state, ticket, entry is null ? 0 : _positions.PositionOf(entry), kind, record?.SilentTurns ?? 0, record?.LingeredTurns ?? 0, now.Clock.Store,
            record is { IsRemembered: true } ? now.Clock.Waiting - record.Since : -1,
            entry is null ? -1 : now.Clock.Waiting - Math.Abs(entry.Heartbeat),
            entry?.TurnSince is { } told ? now.Clock.Waiting - told : -1);
    }

    public EntryPage ListEntries(EntryList list, ulong label) => new("", list switch
    {
        EntryList.Queue => [.. _positions.Head(long.MaxValue).Select(entry => entry.Id)],
        EntryList.Records => [.. _records.Keys],
        _ => [.. Labelled.Where(labelled => labelled.Value == label).Select(labelled => labelled.Key)],
    });

    public LabelPage ListLabels() => new("", [.. Labelled.Select(labelled => labelled.Value)], _labels.Count, _labels.Count);

    /// <summary>Those who have a label, and wait or are remembered.</summary>
    private IEnumerable<KeyValuePair<EntryId, ulong>> Labelled =>
        _labels.Where(labelled => PlaceOf(labelled.Key, 0) is { State: FoundState.Waiting or FoundState.Remembered });

    /// <summary>As lua/include/find_place.lua. The rank of who is remembered is where they stood.</summary>
    private (FoundState State, long Ticket, double Rank)? PlaceOf(EntryId id, long ticket)
    {
        var record = _records.GetValueOrDefault(id);
        (FoundState State, long Ticket, double Rank) place;
        if (_entries.TryGetValue(id, out var entry))
            place = (FoundState.Waiting, entry.Ticket, entry.Rank);
        else if (record is { IsRemembered: true } or { Kind: RecordKind.Admitted or RecordKind.Inside })
            place = (record.IsRemembered ? FoundState.Remembered : FoundState.Admitted, record.Ticket, record.Rank);
        else
            return null;
        return ticket == 0 || (_entries.TryGetValue(id, out var here) ? IsOf(here, ticket) : IsOf(place.Ticket, ticket)) ? place : null;
    }

    /// <summary>As lua/include/append_history.lua.</summary>
    private void AppendHistory(in Instant now)
    {
        var slot = now.Clock.Store / HistoryRecord.Step;
        if (slot <= _historySlot)
            return;
        _historySlot = slot;
        var moment = now;
        _history.Add(_at, HistoryRecord.MaxCount, id => new HistoryRecord(
            id, moment.Clock.Store, _positions.Count, _remembered.Count, _admitted.Count, (long)Math.Floor(moment.Level), moment.Numbers.Rate, moment.Numbers.Burst, moment.Mode, StoredTotals.Of(_totals), _seats.Count));
    }

    private void AppendAudit(AuditNote note)
    {
        if (note.Detail.Length > 0)
            _audit.Add(_at, AuditLength, id => new StoredAudit(id, note.Who, note.What, note.Detail));
    }
}
