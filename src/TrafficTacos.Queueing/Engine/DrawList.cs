using System.Buffers.Binary;
using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Who is drawn, in the order of their leaves.</summary>
internal sealed class DrawList
{
    private const int WhoseSize = EntryId.Size + sizeof(double);

    private Drawn? _drawn;
    private bool? _isOfKeys;

    private DrawList(LeafList leaves, Place[] places) => (Leaves, Places, Tree) = (leaves, places, new MerkleTree(leaves));

    public LeafList Leaves { get; }

    public IReadOnlyList<Place> Places { get; }

    public MerkleTree Tree { get; }

    public int Parts => (Leaves.Count + DrawPart.Size - 1) / DrawPart.Size;

    public static DrawList Of(IReadOnlyCollection<Place> drawn, KeyRing keys, Generation generation)
    {
        Span<byte> salt = stackalloc byte[DrawLeaf.SaltSize];
        var (places, bytes, order) = (drawn.ToArray(), new byte[drawn.Count * DrawLeaf.Size], new ulong[drawn.Count]);
        for (var i = 0; i < places.Length; i++)
        {
            var leaf = bytes.AsSpan(i * DrawLeaf.Size, DrawLeaf.Size);
            WriteLeaf(keys, generation, places[i], leaf, salt);
            order[i] = BinaryPrimitives.ReadUInt64BigEndian(leaf);
        }

        return new DrawList(LeafList.Sort(bytes), [.. LeafOrder.Of(order, bytes).Select(i => places[i])]) { _isOfKeys = true };
    }

    /// <summary>What the store keeps.</summary>
    public static DrawList Read(IEnumerable<DrawPart> parts)
    {
        var (leaves, places) = (new MemoryStream(), new List<Place>());
        foreach (var part in parts)
        {
            leaves.Write(part.Leaves.Span);
            for (var whose = part.Whose.Span; whose.Length >= WhoseSize; whose = whose[WhoseSize..])
                places.Add(new Place(EntryId.Read(whose), (long)BinaryPrimitives.ReadDoubleLittleEndian(whose[EntryId.Size..])));
        }

        return new DrawList(LeafList.Read(leaves.ToArray()), [.. places]);
    }

    public static void WriteLeaf(KeyRing keys, Generation generation, Place place, Span<byte> leaf, Span<byte> salt)
    {
        Span<byte> named = stackalloc byte[Generation.Size];
        generation.Write(named);
        DrawLeaf.WriteSalt(keys.DrawSalts, named, place.Entry, salt);
        DrawLeaf.Write(salt, place.Entry, place.Ticket, leaf);
    }

    public DrawPart Part(int number)
    {
        var (from, count) = (number * DrawPart.Size, Math.Min(DrawPart.Size, Leaves.Count - number * DrawPart.Size));
        var whose = new byte[count * WhoseSize];
        for (var i = 0; i < count; i++)
        {
            var at = whose.AsSpan(i * WhoseSize);
            Places[from + i].Entry.Write(at);
            BinaryPrimitives.WriteDoubleLittleEndian(at[EntryId.Size..], Places[from + i].Ticket);
        }

        return new DrawPart(Leaves.Bytes.Slice(from * DrawLeaf.Size, count * DrawLeaf.Size), whose);
    }

    /// <summary>Whether each leaf is what these keys make of its place. Looked at once.</summary>
    public bool IsOf(KeyRing keys, Generation generation) => _isOfKeys ??= HasLeavesOf(keys, generation);

    private bool HasLeavesOf(KeyRing keys, Generation generation)
    {
        Span<byte> leaf = stackalloc byte[DrawLeaf.Size];
        Span<byte> salt = stackalloc byte[DrawLeaf.SaltSize];
        for (var i = 0; i < Places.Count; i++)
        {
            WriteLeaf(keys, generation, Places[i], leaf, salt);
            if (!leaf.SequenceEqual(Leaves[i]))
                return false;
        }

        return true;
    }

    /// <summary>The outcome.</summary>
    public DrawRanks Draw(byte[] seed) => Outcome(seed).Ranks;

    /// <summary>The number, from 1, and whose it is, of a drawn rank; null if nobody drew that.</summary>
    public (int Number, Place Place)? Find(byte[] seed, double rank)
    {
        var (_, ranks, ascending) = Outcome(seed);
        var index = Array.BinarySearch(ascending, rank);
        return index < 0 ? null : (index + 1, Places[ranks.ByNumber[index]]);
    }

    private Drawn Outcome(byte[] seed)
    {
        if (_drawn is { } known && known.Seed.AsSpan().SequenceEqual(seed))
            return known;
        var ranks = DrawRanks.Of(seed, Leaves);
        var ascending = new double[ranks.Count];
        for (var i = 0; i < ascending.Length; i++)
            ascending[i] = ranks.Ranks[ranks.ByNumber[i]];
        return _drawn = new Drawn(seed, ranks, ascending);
    }

    private sealed record Drawn(byte[] Seed, DrawRanks Ranks, double[] Ascending);
}
