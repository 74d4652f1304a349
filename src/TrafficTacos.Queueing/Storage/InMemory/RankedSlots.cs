namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// Entries in the order of ranks: add at the end, remove anywhere, find a position, each in O(log n). A Fenwick tree over slots
/// in order of arrival (P. Fenwick, "A new data structure for cumulative frequency tables", 1994). A new entry has the largest
/// rank, so it takes the next slot. The few who come back out of order are in a sorted list beside it. When the slots are used up, the
/// entries still there move together, those of the list too.
/// </summary>
internal sealed class RankedSlots
{
    private const int InitialSlots = 16;

    // 1-based: _tree[i] counts the entries in (i − lowbit(i), i].
    private QueueEntry?[] _slots = new QueueEntry?[InitialSlots + 1];

    // Those of removed entries stay: ranks only grow, so a binary search needs no gaps.
    private double[] _ranks = new double[InitialSlots + 1];
    private int[] _tree = new int[InitialSlots + 1];
    private readonly List<QueueEntry> _outOfOrder = [];
    private int _used;
    private int _inSlots;

    public int Count => _inSlots + _outOfOrder.Count;

    public void Add(QueueEntry entry)
    {
        if (_used == 0 || entry.Rank > _ranks[_used])
        {
            Append(entry);
            return;
        }

        entry.Slot = 0;
        _outOfOrder.Insert(CountOutOfOrderBefore(entry.Rank), entry);
    }

    private void Append(QueueEntry entry)
    {
        if (_used == _slots.Length - 1)
            Compact();
        entry.Slot = ++_used;
        _slots[_used] = entry;
        _ranks[_used] = entry.Rank;
        _inSlots++;
        // A new last node counts itself and what its children count.
        var count = 1;
        for (var child = 1; child < LowBit(_used); child <<= 1)
            count += _tree[_used - child];
        _tree[_used] = count;
    }

    public void Remove(QueueEntry entry)
    {
        if (entry.Slot == 0)
        {
            _outOfOrder.RemoveAt(CountOutOfOrderBefore(entry.Rank));
            return;
        }

        _slots[entry.Slot] = null;
        _inSlots--;
        for (var i = entry.Slot; i <= _used; i += LowBit(i))
            _tree[i]--;
    }

    /// <summary>How many entries have a smaller rank.</summary>
    public int CountBefore(double rank) => CountInSlotsBefore(rank) + CountOutOfOrderBefore(rank);

    /// <summary>The rank at a position, which must exist.</summary>
    public double RankAt(int position)
    {
        // Those out of order that stand at or before it.
        var (low, high) = (0, _outOfOrder.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (middle + 1 + CountInSlotsBefore(_outOfOrder[middle].Rank) <= position)
                low = middle + 1;
            else
                high = middle;
        }

        if (low > 0 && low + CountInSlotsBefore(_outOfOrder[low - 1].Rank) == position)
            return _outOfOrder[low - 1].Rank;
        return _ranks[SlotOf(position - low)];
    }

    /// <summary>The entries at positions 1 to <paramref name="limit"/>, in order.</summary>
    public IEnumerable<QueueEntry> Head(long limit)
    {
        var next = 0;
        for (var slot = _inSlots == 0 ? _used + 1 : SlotOf(1); slot <= _used && limit > 0; slot++)
        {
            if (_slots[slot] is not { } entry)
                continue;
            for (; next < _outOfOrder.Count && _outOfOrder[next].Rank < entry.Rank && limit > 0; limit--)
                yield return _outOfOrder[next++];
            if (limit-- > 0)
                yield return entry;
        }

        for (; next < _outOfOrder.Count && limit > 0; limit--)
            yield return _outOfOrder[next++];
    }

    /// <summary>The entries behind this rank, in order.</summary>
    public IEnumerable<QueueEntry> After(double rank)
    {
        var found = Array.BinarySearch(_ranks, 1, _used, rank);
        var slot = found >= 0 ? found + 1 : ~found;
        var next = CountOutOfOrderBefore(rank);
        if (next < _outOfOrder.Count && _outOfOrder[next].Rank == rank)
            next++;
        for (; slot <= _used; slot++)
        {
            if (_slots[slot] is not { } entry)
                continue;
            while (next < _outOfOrder.Count && _outOfOrder[next].Rank < entry.Rank)
                yield return _outOfOrder[next++];
            yield return entry;
        }

        while (next < _outOfOrder.Count)
            yield return _outOfOrder[next++];
    }

    /// <summary>Moves the entries together, those out of order into slots.</summary>
    private void Compact()
    {
        // Room for at least as many again: each entry moves a constant number of times on average.
        if (_inSlots == _used && _outOfOrder.Count == 0)
        {
            var length = 2 * _used + 1;
            Array.Resize(ref _slots, length);
            Array.Resize(ref _ranks, length);
            Array.Resize(ref _tree, length);
            return;
        }

        var entries = Head(long.MaxValue).ToArray();
        var size = Math.Max(InitialSlots, entries.Length * 2) + 1;
        _slots = new QueueEntry?[size];
        _ranks = new double[size];
        _tree = new int[size];
        _used = _inSlots = 0;
        _outOfOrder.Clear();
        foreach (var entry in entries)
            Append(entry);
    }

    private static int LowBit(int i) => i & -i;

    private int CountUpTo(int slot)
    {
        var count = 0;
        for (var i = slot; i > 0; i -= LowBit(i))
            count += _tree[i];
        return count;
    }

    private int CountInSlotsBefore(double rank)
    {
        var found = Array.BinarySearch(_ranks, 1, _used, rank);
        return CountUpTo((found >= 0 ? found : ~found) - 1);
    }

    private int CountOutOfOrderBefore(double rank)
    {
        var (low, high) = (0, _outOfOrder.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_outOfOrder[middle].Rank < rank)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Descends the tree to the slot of the entry with this number among those in slots, from 1.</summary>
    private int SlotOf(int number)
    {
        var slot = 0;
        for (var step = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_used + 1) >> 1; step > 0; step >>= 1)
        {
            if (slot + step <= _used && _tree[slot + step] < number)
            {
                slot += step;
                number -= _tree[slot];
            }
        }

        return slot + 1;
    }
}
