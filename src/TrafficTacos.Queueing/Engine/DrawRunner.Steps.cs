using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The steps.</summary>
internal sealed partial class DrawRunner
{
    /// <summary>Entries of one page, and ranks of one part: no call holds the store for long.</summary>
    internal const int PageSize = 500;
    internal const int RanksAtOnce = 200;

    /// <summary>Calls on the way at once. Whoever joins or polls waits for as many at most.</summary>
    private const int CallsAtOnce = 4;

    private const long LateAfter = 60_000_000;
    private const long AlertFor = 3600_000_000;

    /// <summary>Whose a place is: as it was announced, whatever was configured since.</summary>
    internal DrawIdentity IdentityOf(string eventId) => book.IdentityOf(eventId) ?? options.Value.For(eventId).DrawIdentity;

    /// <summary>Makes the next step; false if there is none to make now.</summary>
    internal async ValueTask<bool> StepAsync(string eventId, CancellationToken cancellationToken)
    {
        var record = await ReadAsync(eventId, cancellationToken).ConfigureAwait(false);
        // Whoever came first has ended it.
        if (record.IsUnannounced)
            TellUnannounced(eventId, record);
        var reply = record.State.Stage switch
        {
            DrawStage.None => await AnnounceAsync(eventId, record, cancellationToken).ConfigureAwait(false),
            DrawStage.Announced => await FreezeAsync(eventId, record, cancellationToken).ConfigureAwait(false),
            DrawStage.Frozen => await RootAsync(eventId, record, cancellationToken).ConfigureAwait(false),
            DrawStage.Rooted => await SeedAsync(eventId, record, cancellationToken).ConfigureAwait(false),
            DrawStage.Seeded => await RankAsync(eventId, record, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        book.Note(eventId, reply ?? record);
        NoteIdle(eventId, reply ?? record);
        if ((reply ?? record).State.Stage != record.State.Stage || reply is null)
            await CheckAsync(eventId, reply ?? record, cancellationToken).ConfigureAwait(false);
        return reply is not null && (reply.Made || reply.State.Stage != record.State.Stage);
    }

    private async ValueTask<DrawReply?> AnnounceAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        var schedule = record.Schedule;
        if (schedule.Order != QueueOrder.Draw || record.IsRecovering)
            return null;
        if (record.Time >= schedule.DrawAt)
        {
            TellUnannounced(eventId, record);
            // Nobody could join, so nobody is drawn. Before the event begins there is nothing to end.
            return record.Generation == Generation.None ? null : await MakeAsync(eventId, DrawStep.Freeze, cancellationToken).ConfigureAwait(false);
        }

        var configured = options.Value.For(eventId);
        var secret = configured.DrawSource == DrawSource.Secret ? DrawSecret.Create() : null;
        if (record.Generation == Generation.None)
            record = await MakeAsync(eventId, DrawStep.Announce(Generation.None, [], schedule.DrawAt, null), cancellationToken).ConfigureAwait(false);
        // Nobody could join before the announcement, so one that comes after that time names none.
        long? gatherAt = schedule.GatherAt > record.Time ? schedule.GatherAt : null;
        var announcement = new DrawAnnouncement
        {
            EventId = eventId,
            Generation = DrawStep.BytesOf(record.Generation),
            GatherAt = gatherAt,
            DrawAt = schedule.DrawAt,
            Source = secret is null ? DrawAnnouncement.BeaconSource : DrawAnnouncement.SecretSource,
            Beacon = secret is null ? DrawBeacon.Of(options.Value.Beacon) : null,
            Commitment = secret is null ? null : DrawSecret.CommitmentTo(secret),
            Identity = configured.DrawIdentity == DrawIdentity.Browser ? DrawAnnouncement.OfBrowsers : DrawAnnouncement.OfUsers,
        };
        return await MakeAsync(
            eventId, DrawStep.Announce(record.Generation, DrawRecords.Announce(announcement), schedule.DrawAt, secret, gatherAt), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Long after the opening nobody has to be told any more.</summary>
    private void TellUnannounced(string eventId, DrawReply record)
    {
        if (record.Time < record.Schedule.OpensAt + AlertFor)
            alerts.NotAnnounced(eventId, DateTimeOffset.UnixEpoch.AddMicroseconds(record.Schedule.DrawAt));
    }

    private async ValueTask<DrawReply?> FreezeAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (record.Schedule.DrawAt > record.State.At && record.Time < record.Schedule.DrawAt)
            return await MakeAsync(eventId, DrawStep.Amend, cancellationToken).ConfigureAwait(false);
        return record.Time >= Math.Max(record.State.At, record.Schedule.DrawAt)
            ? await MakeAsync(eventId, DrawStep.Freeze, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async ValueTask<DrawReply?> RootAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (record.IsRecovering)
            return null;
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        // First the queue, then who left: whoever leaves in between is in both.
        var drawn = new HashSet<Place>();
        await ReadDrawnAsync(eventId, left: false, drawn, cancellationToken).ConfigureAwait(false);
        await ReadDrawnAsync(eventId, left: true, drawn, cancellationToken).ConfigureAwait(false);
        var list = await LongWork.RunAsync(() => DrawList.Of(drawn, keys, DrawRecords.GenerationOf(record)), cancellationToken).ConfigureAwait(false);
        await KeepAsync(eventId, list, cancellationToken).ConfigureAwait(false);
        (long, int)? beacon = DrawRecords.AnnouncementOf(record)?.Beacon is { } named ? (named.Genesis, named.Period) : null;
        var reply = await MakeAsync(eventId, DrawStep.Root(list.Tree.Root, list.Leaves.Count, beacon), cancellationToken).ConfigureAwait(false);
        if (reply.Bytes(DrawFields.Root) is { } root && !root.AsSpan().SequenceEqual(list.Tree.Root))
        {
            alerts.Differs(eventId, "another root was published");
            return reply;
        }

        // Nothing is left to read, hash and sort when the seed is there.
        book.Note(eventId, reply);
        book.Note(eventId, list);
        return reply;
    }

    private async ValueTask<DrawReply?> SeedAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (DrawRecords.AnnouncementOf(record) is not { } announcement)
            return null;
        if (announcement.Beacon is not { } beacon)
        {
            var secret = record.Bytes(DrawFields.Secret)!;
            return await MakeAsync(eventId, DrawStep.Seed(secret, null, DrawRecords.SeedOf(record, secret)), cancellationToken).ConfigureAwait(false);
        }

        var round = record.Number(DrawFields.Round)!.Value;
        var late = record.Time - BeaconRounds.TimeOf(beacon, round);
        if (late < 0)
            return null;
        var fetched = await fetch(round, DrawRecords.SuppliedOf(record), cancellationToken).ConfigureAwait(false);
        if (fetched.Round is { Signature: { } signature, Randomness: { } randomness })
            return await MakeAsync(eventId, DrawStep.Seed(randomness, signature, DrawRecords.SeedOf(record, randomness)), cancellationToken).ConfigureAwait(false);
        if (late > LateAfter)
            alerts.BeaconLate(eventId, late / 1e6, string.Join(' ', fetched.Troubles), round);
        return null;
    }

    private async ValueTask<DrawReply?> RankAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (await book.ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is not { } list)
            throw new InvalidOperationException("The list of leaves is not in the store.");
        var ranks = await LongWork.RunAsync(() => list.Draw(record.Bytes(DrawFields.Seed)!), cancellationToken).ConfigureAwait(false);
        var policy = events.PolicyFor(eventId);
        var parts = (ranks.Count + RanksAtOnce - 1) / RanksAtOnce;
        for (var done = (int)(record.Number(DrawFields.Ranked) ?? 0); done < parts;)
        {
            var calls = Enumerable.Range(done, Math.Min(CallsAtOnce, parts - done))
                .Select(part => store.RankAsync(eventId, part, PartOf(list, ranks, part), policy, cancellationToken).AsTask());
            var answers = await Task.WhenAll(calls).ConfigureAwait(false);
            // Others may be at it, and whoever gives back a lost record begins again.
            if (answers.Max() is not { } reached || answers.Contains(null))
                break;
            done = reached;
        }

        return await MakeAsync(eventId, DrawStep.Ranked(parts), cancellationToken).ConfigureAwait(false);
    }

    private static DrawnRank[] PartOf(DrawList list, DrawRanks ranks, int part)
    {
        var drawn = new DrawnRank[Math.Min(RanksAtOnce, ranks.Count - part * RanksAtOnce)];
        for (var i = 0; i < drawn.Length; i++)
        {
            var leaf = ranks.ByNumber[part * RanksAtOnce + i];
            drawn[i] = new DrawnRank(list.Places[leaf], ranks.Ranks[leaf], ranks.IsMoved(leaf));
        }

        return drawn;
    }

    private async ValueTask ReadDrawnAsync(string eventId, bool left, HashSet<Place> drawn, CancellationToken cancellationToken)
    {
        double? after = null;
        IReadOnlyList<DrawnEntry> page;
        do
        {
            page = await store.ReadDrawnAsync(eventId, left, after, PageSize, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
            drawn.UnionWith(page.Select(entry => entry.Place));
            after = page.Count > 0 ? page[^1].Cursor : after;
        }
        while (page.Count == PageSize);
    }

    private async ValueTask KeepAsync(string eventId, DrawList list, CancellationToken cancellationToken)
    {
        foreach (var numbers in Enumerable.Range(0, list.Parts).Chunk(CallsAtOnce))
            await Task.WhenAll(numbers.Select(number => store.KeepPartAsync(eventId, list.Tree.Root, number, list.Part(number), cancellationToken).AsTask())).ConfigureAwait(false);
    }

    /// <summary>Every gateway computes what another one wrote.</summary>
    private async ValueTask CheckAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (record.State.Stage is not (DrawStage.None or DrawStage.Abandoned) && IdentityOf(eventId) != options.Value.For(eventId).DrawIdentity)
            alerts.Differs(eventId, $"it was announced for each {IdentityOf(eventId)}, and the configuration says another DrawIdentity; what was announced holds");
        if (record.State.Stage is not (DrawStage.Rooted or DrawStage.Seeded or DrawStage.Ranked))
            return;
        try
        {
            var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
            if (await book.ListAsync(eventId, record, cancellationToken).ConfigureAwait(false) is { } list
                && !(list.WasOf ?? await LongWork.RunAsync(() => list.IsOf(keys, DrawRecords.GenerationOf(record)), cancellationToken).ConfigureAwait(false)))
                alerts.Differs(eventId, "its leaves are not what these keys make of the visitors");
        }
        catch (FormatException exception)
        {
            alerts.Differs(eventId, exception.Message);
        }

        if (record.Bytes(DrawFields.Value) is { } value && !DrawRecords.SeedOf(record, value).AsSpan().SequenceEqual(record.Bytes(DrawFields.Seed)))
            alerts.Differs(eventId, "the seed does not follow from what was announced");
    }
}
