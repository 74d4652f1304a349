using System.Buffers.Binary;
using System.Security.Cryptography;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// Draws those who gathered: the steps of the store, the list of leaves and the ranks are the engine's, and only the secret, the key of the
/// salts and the generation that they are made with come from the seed. The engine's own are random, and then no two runs were the same.
/// </summary>
internal sealed class SaleDraw(IDrawStore store, EventPolicy policy, ulong seed)
{
    private const int PageSize = 500;

    private readonly byte[] _secret = SecretOf(seed);

    /// <summary>Before anybody joins.</summary>
    public void Announce()
    {
        var record = Make(DrawStep.Announce(Generation.None, [], (long)policy.DrawAt, null));
        var announcement = new DrawAnnouncement
        {
            EventId = EngineHost.EventId,
            Generation = Bytes(record.Generation),
            DrawAt = (long)policy.DrawAt,
            Source = DrawAnnouncement.SecretSource,
            Commitment = DrawSecret.CommitmentTo(_secret),
        };
        if (!Make(DrawStep.Announce(record.Generation, DrawRecords.Announce(announcement), (long)policy.DrawAt, _secret)).Made)
            throw new InvalidOperationException("The draw was not announced.");
    }

    /// <summary>At the time of the draw. The ranks of all are valid when this returns.</summary>
    public void Run()
    {
        Make(DrawStep.Freeze);
        var drawn = new HashSet<Place>();
        Read(left: false, drawn);
        Read(left: true, drawn);
        var list = DrawList.Of(drawn, new KeyRing(new TokenOptions(), [_secret]), new Generation(UInt128.One));
        Make(DrawStep.Root(list.Tree.Root, list.Leaves.Count, null));
        Make(DrawStep.Seed(_secret, null, _secret));
        var ranks = list.Draw(_secret);
        var parts = Enumerable.Range(0, list.Leaves.Count)
            .Select(i => new DrawnRank(list.Places[i], ranks.Ranks[i], ranks.Ranks[i] != DrawRanks.Of(_secret, list.Leaves[i])))
            .OrderBy(drawn => drawn.Rank)
            .Chunk(PageSize)
            .ToArray();
        for (var part = 0; part < parts.Length; part++)
            EngineHost.Complete(store.RankAsync(EngineHost.EventId, part, parts[part], policy, CancellationToken.None));
        if (!Make(DrawStep.Ranked(parts.Length)).Made)
            throw new InvalidOperationException("The draw was not made.");
    }

    private void Read(bool left, HashSet<Place> drawn)
    {
        double? after = null;
        IReadOnlyList<DrawnEntry> page;
        do
        {
            page = EngineHost.Complete(store.ReadDrawnAsync(EngineHost.EventId, left, after, PageSize, policy, CancellationToken.None));
            drawn.UnionWith(page.Select(entry => entry.Place));
            after = page.Count > 0 ? page[^1].Cursor : after;
        }
        while (page.Count == PageSize);
    }

    private DrawReply Make(DrawStep step) => EngineHost.Complete(store.DrawAsync(EngineHost.EventId, step, policy, CancellationToken.None));

    private static byte[] SecretOf(ulong seed)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, seed);
        return SHA256.HashData(bytes);
    }

    private static byte[] Bytes(Generation generation)
    {
        var bytes = new byte[Generation.Size];
        generation.Write(bytes);
        return bytes;
    }
}
