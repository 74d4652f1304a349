using System.Buffers.Binary;

namespace TrafficTacos.Queueing.Draw;

/// <summary>
/// The leaves of a draw in ascending order of their bytes, one after the other, which is also the file: it tells nothing about who came
/// first. No leaf is there twice.
/// </summary>
internal sealed class LeafList
{
    public const int MaxCount = 4_000_000;

    private readonly byte[] _bytes;

    private LeafList(byte[] bytes) => _bytes = bytes;

    public int Count => _bytes.Length / DrawLeaf.Size;

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public ReadOnlySpan<byte> this[int index] => At(_bytes, index);

    /// <summary>Sorts leaves that stand one after the other in any order.</summary>
    public static LeafList Sort(ReadOnlySpan<byte> leaves)
    {
        ThrowIfNoList(leaves);
        var count = leaves.Length / DrawLeaf.Size;
        var keys = new ulong[count];
        for (var i = 0; i < count; i++)
            keys[i] = BinaryPrimitives.ReadUInt64BigEndian(At(leaves, i));
        var order = LeafOrder.Of(keys, leaves);
        var sorted = new byte[leaves.Length];
        for (var i = 0; i < count; i++)
            At(leaves, order[i]).CopyTo(sorted.AsSpan(i * DrawLeaf.Size));
        return Read(sorted);
    }

    /// <summary>Takes the content of a file.</summary>
    /// <exception cref="FormatException">It is not a list of leaves in ascending order.</exception>
    public static LeafList Read(byte[] file)
    {
        ThrowIfNoList(file);
        for (var i = 1; i < file.Length / DrawLeaf.Size; i++)
        {
            if (At(file, i - 1).SequenceCompareTo(At(file, i)) >= 0)
                throw new FormatException($"Leaf {i + 1} is not larger than the one before it. A list of leaves is in ascending order, each once.");
        }

        return new LeafList(file);
    }

    /// <summary>Where a leaf stands, from 0; −1 if it is not in the list.</summary>
    public int IndexOf(ReadOnlySpan<byte> leaf)
    {
        var (first, last) = (0, Count - 1);
        while (first <= last)
        {
            var middle = (first + last) / 2;
            var order = this[middle].SequenceCompareTo(leaf);
            if (order == 0)
                return middle;
            (first, last) = order < 0 ? (middle + 1, last) : (first, middle - 1);
        }

        return -1;
    }

    private static ReadOnlySpan<byte> At(ReadOnlySpan<byte> leaves, int index) => leaves.Slice(index * DrawLeaf.Size, DrawLeaf.Size);

    private static void ThrowIfNoList(ReadOnlySpan<byte> leaves)
    {
        if (leaves.Length % DrawLeaf.Size != 0)
            throw new FormatException($"A list of leaves has {DrawLeaf.Size} bytes for each; {leaves.Length} bytes are no such list.");
        if (leaves.Length / DrawLeaf.Size > MaxCount)
            throw new FormatException($"A draw has at most {MaxCount} leaves.");
    }
}
