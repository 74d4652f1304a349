namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// The queue in the order of ranks: append at the end, remove anywhere, find a position, each in O(log n). A Fenwick tree over slots
/// in order of arrival (P. Fenwick, "A new data structure for cumulative frequency tables", 1994). A new entry has the largest
/// rank, so it takes the next slot. When the slots are used up, the entries still there move together.
/// </summary>
internal sealed class PositionIndex
{
    private const int InitialSlots = 16;

    // 1-based: _tree[i] counts the entries in (i − lowbit(i), i].
    private QueueEntry?[] _slots = new QueueEntry?[InitialSlots + 1];

    // Those of removed entries stay: ranks only grow, so a binary search needs no gaps.
    private double[] _ranks = new double[InitialSlots + 1];
    private int[] _tree = new int[InitialSlots + 1];
    private int _used;

    public int Count { get; private set; }

    public void Append(QueueEntry entry)
    {
        if (_used == _slots.Length - 1)
            Compact();
        entry.Slot = ++_used;
        _slots[_used] = entry;
        _ranks[_used] = entry.Rank;
        Count++;
        // A new last node counts itself and what its children count.
        var count = 1;
        for (var child = 1; child < LowBit(_used); child <<= 1)
            count += _tree[_used - child];
        _tree[_used] = count;
    }

    public void Remove(QueueEntry entry)
    {
        _slots[entry.Slot] = null;
        Count--;
        for (var i = entry.Slot; i <= _used; i += LowBit(i))
            _tree[i]--;
    }

    /// <summary>1 + the number of entries ahead.</summary>
    public int PositionOf(QueueEntry entry) => CountUpTo(entry.Slot);

    /// <summary>How many entries have a smaller rank.</summary>
    public int CountBefore(double rank)
    {
        var found = Array.BinarySearch(_ranks, 1, _used, rank);
        return CountUpTo((found >= 0 ? found : ~found) - 1);
    }

    /// <summary>The entries at positions 1 to <paramref name="limit"/>, in order.</summary>
    public IEnumerable<QueueEntry> Head(long limit)
    {
        if (limit <= 0 || Count == 0)
            yield break;
        for (var i = SlotOfFirst(); i <= _used && limit > 0; i++)
        {
            if (_slots[i] is { } entry)
            {
                limit--;
                yield return entry;
            }
        }
    }

    private static int LowBit(int i) => i & -i;

    private int CountUpTo(int slot)
    {
        var count = 0;
        for (var i = slot; i > 0; i -= LowBit(i))
            count += _tree[i];
        return count;
    }

    /// <summary>Descends the tree to the longest prefix without an entry.</summary>
    private int SlotOfFirst()
    {
        var slot = 0;
        for (var step = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_used + 1) >> 1; step > 0; step >>= 1)
        {
            if (slot + step <= _used && _tree[slot + step] == 0)
                slot += step;
        }

        return slot + 1;
    }

    private void Compact()
    {
        var entries = _slots.OfType<QueueEntry>().ToArray();
        // Room for at least as many again: each entry moves a constant number of times on average.
        var size = Math.Max(InitialSlots, entries.Length * 2) + 1;
        _slots = new QueueEntry?[size];
        _ranks = new double[size];
        _tree = new int[size];
        _used = Count = 0;
        foreach (var entry in entries)
            Append(entry);
    }
}
