using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TrafficTacos.Queueing.Draw;

/// <summary>
/// The order of a draw. A leaf's value is the first 52 bits of <c>SHA-256(seed ‖ leaf)</c>, its rank the value − 2^53: before all
/// arrivals, also those from before a loss of the store, whose ranks are negative but above −2^52; and a double without loss. The leaves are numbered from 1 in ascending order of value, of equal values in that of the leaves'
/// bytes. Ranks ascend with the numbers, and no two are the same: whoever's value is not above the rank before it gets the next one; and
/// if that reached −2^52, the last get −2^52 − 1, −2^52 − 2, …, as far as they must.
/// </summary>
internal sealed class DrawRanks
{
    private const int Bits = 52;

    private readonly double[] _ranks;
    private readonly int[] _numbers;
    private readonly int[] _order;
    private readonly HashSet<int> _moved;

    private DrawRanks(double[] ranks, int[] numbers, int[] order, HashSet<int> moved) => (_ranks, _numbers, _order, _moved) = (ranks, numbers, order, moved);

    public int Count => _ranks.Length;

    /// <summary>By the index of the leaf in the list.</summary>
    public ReadOnlySpan<double> Ranks => _ranks;

    /// <summary>By the index of the leaf in the list; from 1.</summary>
    public ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>The leaf that drew each number: at 0 that of number 1.</summary>
    public ReadOnlySpan<int> ByNumber => _order;

    /// <summary>Whether a leaf has another rank than it says alone.</summary>
    public bool IsMoved(int leaf) => _moved.Contains(leaf);

    /// <summary>The rank of one leaf as far as it depends on that leaf alone. In a draw of 300,000 one in 100,000 draws has a leaf with
    /// another rank.</summary>
    public static double Of(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> leaf) => RankOf(ValueOf(seed, leaf, Bits), Bits);

    public static DrawRanks Of(ReadOnlySpan<byte> seed, LeafList leaves) => Of(seed, leaves, Bits);

    /// <param name="seed">32 bytes.</param>
    /// <param name="leaves">All leaves.</param>
    /// <param name="bits">Fewer in tests, where equal values must happen.</param>
    internal static DrawRanks Of(ReadOnlySpan<byte> seed, LeafList leaves, int bits)
    {
        var count = leaves.Count;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1L << bits, nameof(leaves));
        var values = new ulong[count];
        for (var i = 0; i < count; i++)
            values[i] = ValueOf(seed, leaves[i], bits);
        var order = LeafOrder.Of(values, leaves.Bytes.Span);
        var own = (ulong[])values.Clone();
        for (var i = 1; i < count; i++)
            values[i] = Math.Max(values[i], values[i - 1] + 1);
        var largest = (1UL << bits) - 1;
        for (var i = count - 1; i >= 0 && values[i] > largest; i--)
            values[i] = largest--;

        var (ranks, numbers, moved) = (new double[count], new int[count], new HashSet<int>());
        for (var i = 0; i < count; i++)
        {
            (ranks[order[i]], numbers[order[i]]) = (RankOf(values[i], bits), i + 1);
            if (values[i] != own[i])
                moved.Add(order[i]);
        }

        return new DrawRanks(ranks, numbers, order, moved);
    }

    private static ulong ValueOf(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> leaf, int bits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, DrawSeed.Size, nameof(seed));
        ArgumentOutOfRangeException.ThrowIfNotEqual(leaf.Length, DrawLeaf.Size, nameof(leaf));
        Span<byte> text = stackalloc byte[DrawSeed.Size + DrawLeaf.Size];
        seed.CopyTo(text);
        leaf.CopyTo(text[DrawSeed.Size..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) >> (64 - bits);
    }

    private static double RankOf(ulong value, int bits) => (double)value - (1UL << (bits + 1));
}
