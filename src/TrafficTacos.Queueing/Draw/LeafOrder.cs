namespace TrafficTacos.Queueing.Draw;

/// <summary>Sorts by a number, and by the leaf's bytes where numbers are equal, which is rare enough to be put right afterwards.</summary>
internal static class LeafOrder
{
    /// <summary>The indices of the leaves in order. <paramref name="keys"/> are sorted, too.</summary>
    public static int[] Of(ulong[] keys, ReadOnlySpan<byte> leaves)
    {
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                SortEqual(order.AsSpan(start, end - start), leaves);
            start = end;
        }

        return order;
    }

    private static void SortEqual(Span<int> order, ReadOnlySpan<byte> leaves)
    {
        var texts = new byte[order.Length][];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = leaves.Slice(order[i] * DrawLeaf.Size, DrawLeaf.Size).ToArray();
        texts.AsSpan().Sort(order, (one, other) => one.AsSpan().SequenceCompareTo(other));
    }
}
