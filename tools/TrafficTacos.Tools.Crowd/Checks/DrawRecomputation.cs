using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>The computation of a draw as docs/draw.md defines it, written once more so that it shares no code with what it checks.</summary>
internal static class DrawRecomputation
{
    public const int HashSize = 32;

    private const int IgnoredBits = 12;

    /// <summary>The Merkle tree hash of RFC 6962, section 2.1.</summary>
    public static byte[] RootOf(ReadOnlySpan<byte> leaves)
    {
        var count = leaves.Length / HashSize;
        switch (count)
        {
            case 0:
                return SHA256.HashData([]);
            case 1:
                return SHA256.HashData([0, .. leaves]);
            default:
                var left = HashSize * (1 << (31 - int.LeadingZeroCount(count - 1)));
                return SHA256.HashData([1, .. RootOf(leaves[..left]), .. RootOf(leaves[left..])]);
        }
    }

    public static byte[] SeedOf(byte[] announcementHash, byte[] root, byte[] randomness)
    {
        using var content = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var item in (byte[][])["tq-draw-1"u8.ToArray(), announcementHash, root, randomness])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, item.Length);
            content.Write(length);
            content.Write(item);
        }

        return SHA256.HashData(content.ToArray());
    }

    /// <summary>The number of each leaf, in the order of the list.</summary>
    public static int[] NumbersOf(byte[] seed, byte[] leaves)
    {
        var order = Enumerable.Range(0, leaves.Length / HashSize).OrderBy(ValueOf).ToArray(); // stable, and the list is sorted
        var numbers = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            numbers[order[i]] = i + 1;
        return numbers;

        ulong ValueOf(int leaf) =>
            BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData([.. seed, .. leaves.AsSpan(leaf * HashSize, HashSize)])) >> IgnoredBits;
    }
}
