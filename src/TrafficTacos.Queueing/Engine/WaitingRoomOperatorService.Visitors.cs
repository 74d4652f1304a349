using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Finds a visitor.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    private const int EntriesAtOnce = 500;

    public override async Task<VisitorReport?> FindVisitorAsync(
        string eventId, VisitorQuery query, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        ArgumentNullException.ThrowIfNull(query);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        var count = new Progress(progress);
        var found = await FindAsync(keys, eventId, query, count, cancellationToken).ConfigureAwait(false);
        if (found.Entry is null && query.By == VisitorQuery.Kind.SupportCode)
            found = found with { Entry = await FindInJournalAsync(keys, eventId, query.Text, count, cancellationToken).ConfigureAwait(false) };
        if (found.Entry is not { } entry)
            return null;
        var drawn = (await draws.OutcomeAsync(eventId, cancellationToken).ConfigureAwait(false))?.Find(entry);
        // The store keeps no ticket of who is drawn.
        var ticket = found.Ticket < 0 ? drawn?.Place.Ticket ?? 0 : found.Ticket;
        var (journal, isCut) = await JournalOfAsync(eventId, entry, count, cancellationToken).ConfigureAwait(false);
        if (found.State == FoundState.Gone && journal.Count == 0)
            return null;
        return new VisitorReport
        {
            VisitorKey = entry.Value.ToString("x32", null),
            SupportCode = SupportCode.Of(keys, eventId, entry),
            Standing = (VisitorStanding)found.State,
            Position = found.Position,
            DrawNumber = found.State == FoundState.Gone || drawn?.Place.Ticket == ticket ? drawn?.Number : null,
            JoinedAt = ticket > 0 ? TimeOf(ticket) : null,
            LastHeard = Ago(found.Heard),
            TurnFor = Ago(found.Told),
            RememberedFor = Ago(found.Since),
            SilentTurns = found.SilentTurns,
            LingeredTurns = found.LingeredTurns,
            Description = PlaceWords.Of(found),
            Journal = journal,
            IsJournalCut = isCut,
        };
    }

    /// <summary>Gone with an entry is somebody whose place is not there any more.</summary>
    private async Task<FoundVisitor> FindAsync(KeyRing keys, string eventId, VisitorQuery query, Progress progress, CancellationToken cancellationToken)
    {
        long? ticket = null;
        VisitorKey key;
        switch (query.By)
        {
            case VisitorQuery.Kind.Token:
                if (!TokenCodec.TryRead(keys, TokenKind.Waiting, query.Text, out var token) || !string.Equals(token.EventId, eventId, StringComparison.Ordinal))
                    return default;
                ticket = token.Place.Ticket;
                key = ByEntry(token.Place.Entry);
                break;
            case VisitorQuery.Kind.User:
                key = new VisitorKey(VisitorKeyKind.User, IdentityHash.User(keys, eventId, query.Text), 0);
                break;
            case VisitorQuery.Kind.IdempotencyKey:
                key = ByEntry(IdentityHash.Key(keys, eventId, query.Text));
                break;
            case VisitorQuery.Kind.DrawNumber:
                if ((await draws.OutcomeAsync(eventId, cancellationToken).ConfigureAwait(false))?.PlaceOf(query.Number) is not { } drawn)
                    return default;
                ticket = drawn.Ticket;
                key = ByEntry(drawn.Entry);
                break;
            case VisitorQuery.Kind.Position:
                key = new VisitorKey(VisitorKeyKind.Position, default, query.Number);
                break;
            default:
                if (await FindByCodeAsync(keys, eventId, query.Text, progress, cancellationToken).ConfigureAwait(false) is not { } entry)
                    return default;
                key = ByEntry(entry);
                break;
        }

        var found = await store.FindVisitorAsync(eventId, key, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        // The place of the token is gone; its visitor has another one.
        return ticket is { } asked && found.State != FoundState.Gone && !await IsOfAsync(eventId, found, asked, cancellationToken).ConfigureAwait(false)
            ? new FoundVisitor(found.Entry, FoundState.Gone)
            : found;
    }

    /// <summary>In place of a drawn one's ticket the store has the rank. Then every ticket of that identity from before the draw is theirs.</summary>
    private async ValueTask<bool> IsOfAsync(string eventId, FoundVisitor found, long ticket, CancellationToken cancellationToken) =>
        found.Ticket >= 0 ? found.Ticket == ticket : ticket <= (await draws.ReadAsync(eventId, cancellationToken).ConfigureAwait(false)).State.Ticket;

    /// <summary>A code is a hash of the entry, and no index has it: every place is looked at.</summary>
    private async Task<EntryId?> FindByCodeAsync(KeyRing keys, string eventId, string code, Progress progress, CancellationToken cancellationToken)
    {
        foreach (var list in (EntryList[])[EntryList.Queue, EntryList.Records])
        {
            var cursor = "";
            do
            {
                var page = await store.ListEntriesAsync(eventId, list, 0, cursor, EntriesAtOnce, cancellationToken).ConfigureAwait(false);
                foreach (var entry in page.Entries)
                {
                    if (Has(keys, eventId, entry, code))
                        return entry;
                }

                progress.Add(page.Entries.Count);
                cursor = page.Cursor;
            }
            while (cursor.Length > 0);
        }

        return null;
    }

    /// <summary>Who has no place any more may still stand in the journal.</summary>
    private async Task<EntryId?> FindInJournalAsync(KeyRing keys, string eventId, string code, Progress progress, CancellationToken cancellationToken)
    {
        for (var after = RecordId.Start; ;)
        {
            var page = await store.ReadJournalAsync(eventId, after, JournalPage.MaxCount, cancellationToken).ConfigureAwait(false);
            foreach (var record in page.Records)
            {
                if (Has(keys, eventId, record.Entry, code))
                    return record.Entry;
            }

            if (page.Records.Count == 0)
                return null;
            after = page.Last;
            progress.Add(page.Records.Count);
        }
    }

    private static bool Has(KeyRing keys, string eventId, EntryId entry, string code) =>
        string.Equals(SupportCode.Of(keys, eventId, entry), code, StringComparison.Ordinal);

    private static VisitorKey ByEntry(EntryId entry) => new(VisitorKeyKind.Entry, entry, 0);

    private static TimeSpan? Ago(long microseconds) => microseconds < 0 ? null : TimeSpan.FromMicroseconds(microseconds);
}
