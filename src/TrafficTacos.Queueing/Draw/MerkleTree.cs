using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Draw;

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1, over the leaves of a draw: <c>SHA-256(0x00 ‖ leaf)</c> and <c>SHA-256(0x01 ‖ left ‖ right)</c>. A
/// node without a neighbour goes up as it is, which makes the tree of the RFC level by level.
/// </summary>
internal sealed class MerkleTree
{
    public const int HashSize = SHA256.HashSizeInBytes;

    private readonly List<byte[]> _levels = [];

    public MerkleTree(LeafList leaves)
    {
        var level = new byte[leaves.Count * HashSize];
        for (var i = 0; i < leaves.Count; i++)
            HashLeaf(leaves[i], level.AsSpan(i * HashSize));
        _levels.Add(level);
        while (level.Length > HashSize)
        {
            level = Combine(level);
            _levels.Add(level);
        }

        Count = leaves.Count;
    }

    public int Count { get; }

    /// <summary>Of no leaves: the hash of nothing.</summary>
    public byte[] Root => Count == 0 ? SHA256.HashData([]) : _levels[^1];

    /// <summary>The hashes beside the way from a leaf to the root, the leaf's neighbour first.</summary>
    public IReadOnlyList<byte[]> PathOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        var path = new List<byte[]>();
        foreach (var level in _levels)
        {
            var neighbour = (index ^ 1) * HashSize;
            if (neighbour < level.Length)
                path.Add(level[neighbour..(neighbour + HashSize)]);
            index /= 2;
        }

        return path;
    }

    /// <summary>Whether a leaf is at this index of the list with this root.</summary>
    public static bool Verify(ReadOnlySpan<byte> leaf, int index, int count, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= count || leaf.Length != DrawLeaf.Size)
            return false;
        Span<byte> hash = stackalloc byte[HashSize];
        HashLeaf(leaf, hash);
        var used = 0;
        for (var last = count - 1; last > 0; (index, last) = (index / 2, last / 2))
        {
            if (index == last && index % 2 == 0)
                continue;
            if (used == path.Count || path[used].Length != HashSize)
                return false;
            if (index % 2 == 0)
                HashNode(hash, path[used], hash);
            else
                HashNode(path[used], hash, hash);
            used++;
        }

        return used == path.Count && hash.SequenceEqual(root);
    }

    private static byte[] Combine(byte[] level)
    {
        var count = level.Length / HashSize;
        var above = new byte[(count + 1) / 2 * HashSize];
        for (var i = 0; i < count; i += 2)
        {
            var target = above.AsSpan(i / 2 * HashSize, HashSize);
            var left = level.AsSpan(i * HashSize, HashSize);
            if (i + 1 == count)
                left.CopyTo(target);
            else
                HashNode(left, level.AsSpan((i + 1) * HashSize, HashSize), target);
        }

        return above;
    }

    private static void HashLeaf(ReadOnlySpan<byte> leaf, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[1 + DrawLeaf.Size];
        text[0] = 0;
        leaf.CopyTo(text[1..]);
        SHA256.HashData(text, hash);
    }

    private static void HashNode(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[1 + 2 * HashSize];
        text[0] = 1;
        left.CopyTo(text[1..]);
        right.CopyTo(text[(1 + HashSize)..]);
        SHA256.HashData(text, hash);
    }
}
