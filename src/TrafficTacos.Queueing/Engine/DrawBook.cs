using System.Collections.Concurrent;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The draws that this process knows: what it gives back to a store that lost it, and from which it tells ranks.</summary>
internal sealed class DrawBook(IDrawStore store)
{
    private const int MaxDraws = 100;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The furthest record that was seen; null if none was.</summary>
    public DrawReply? Find(string eventId) => _known.GetValueOrDefault(eventId)?.Record;

    /// <summary>Whose a place is, as it was announced; null if nothing was.</summary>
    public DrawIdentity? IdentityOf(string eventId) => _known.GetValueOrDefault(eventId)?.Identity;

    public void Note(string eventId, DrawReply record)
    {
        // Whoever knows more has to be able to give that back.
        if (record.State.Stage == DrawStage.None || record.IsUnannounced)
            return;
        if (_known.Count >= MaxDraws && !_known.ContainsKey(eventId))
            _known.Clear();
        _known.AddOrUpdate(
            eventId,
            static (_, record) => new Known(record, null, Published.Of(record), DrawRecords.IdentityOf(record)),
            static (_, known, record) => record.State.Stage < known.Record.State.Stage ? known : known with
            {
                Record = record,
                First = known.First.Or(Published.Of(record)),
                Identity = known.Identity ?? DrawRecords.IdentityOf(record),
            },
            record);
    }

    /// <summary>What this record says otherwise than the first that was seen of that draw; null for nothing.</summary>
    public string? DifferenceFrom(string eventId, DrawReply record) =>
        _known.TryGetValue(eventId, out var known) ? known.First.DifferenceFrom(Published.Of(record)) : null;

    /// <summary>The store has another event under this name.</summary>
    public void Forget(string eventId) => _known.TryRemove(eventId, out _);

    /// <summary>What is known of an event that an operator ended since.</summary>
    public void ForgetEnded(string eventId, DrawReply record)
    {
        if (Find(eventId) is { } known && DrawRecords.GenerationOf(known).BornAt < record.EndedBefore)
            Forget(eventId);
    }

    public void Note(string eventId, DrawList list)
    {
        if (_known.TryGetValue(eventId, out var known))
            _known.TryUpdate(eventId, known with { List = list }, known);
    }

    /// <summary>The list with the root of this record; null if the store does not have all of it.</summary>
    /// <exception cref="FormatException">The store has another list.</exception>
    public async ValueTask<DrawList?> ListAsync(string eventId, DrawReply record, CancellationToken cancellationToken)
    {
        if (record.Bytes(DrawFields.Root) is not { } root)
            return null;
        if (_known.TryGetValue(eventId, out var known) && known.List is { } list && list.Tree.Root.AsSpan().SequenceEqual(root))
            return list;
        var (parts, count) = (new List<DrawPart>(), (record.Number(DrawFields.Entries)!.Value + DrawPart.Size - 1) / DrawPart.Size);
        for (var number = 0; number < count; number++)
        {
            var part = await store.ReadPartAsync(eventId, root, number, cancellationToken).ConfigureAwait(false);
            if (part.Leaves.IsEmpty)
                return null;
            parts.Add(part);
        }

        list = await LongWork.RunAsync(() => DrawList.Read(parts), cancellationToken).ConfigureAwait(false);
        if (!list.Tree.Root.AsSpan().SequenceEqual(root))
            throw new FormatException("The leaves in the store do not have the root that was published.");
        Note(eventId, list);
        return list;
    }

    private sealed record Known(DrawReply Record, DrawList? List, Published First, DrawIdentity? Identity);

    /// <summary>What nobody may change any more.</summary>
    private readonly record struct Published(byte[]? Announcement, byte[]? Root, byte[]? Seed)
    {
        public static Published Of(DrawReply record) => record.RecordedStage == DrawStage.Abandoned
            ? default
            : new Published(record.Bytes(DrawFields.Announcement), record.Bytes(DrawFields.Root), record.Bytes(DrawFields.Seed));

        public Published Or(Published later) => new(Announcement ?? later.Announcement, Root ?? later.Root, Seed ?? later.Seed);

        public string? DifferenceFrom(Published later)
        {
            if (Differs(Announcement, later.Announcement))
                return "it was announced otherwise";
            if (Differs(Root, later.Root))
                return "another root was published before";
            return Differs(Seed, later.Seed) ? "another seed was published before" : null;
        }

        private static bool Differs(byte[]? one, byte[]? other) => one is not null && other is not null && !one.AsSpan().SequenceEqual(other);
    }
}
