namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>
/// The queue in ticket order: append at the end, remove anywhere, rank and select, each in O(log n). A Fenwick tree over
/// slots in order of arrival (P. Fenwick, "A new data structure for cumulative frequency tables", 1994); tickets only grow,
/// so a new entry always takes the next slot. When the slots are used up the living move together.
/// </summary>
internal sealed class PositionIndex
{
    private const int InitialSlots = 16;

    // 1-based: _tree[i] counts the living in (i − lowbit(i), i].
    private QueueEntry?[] _slots = new QueueEntry?[InitialSlots + 1];

    // Of the dead too: tickets only grow, so a search among them needs no gaps.
    private long[] _tickets = new long[InitialSlots + 1];
    private int[] _tree = new int[InitialSlots + 1];
    private int _used;

    public int Count { get; private set; }

    public void Append(QueueEntry entry)
    {
        if (_used == _slots.Length - 1)
            MoveTogether();
        entry.Slot = ++_used;
        _slots[_used] = entry;
        _tickets[_used] = entry.Ticket;
        Count++;
        // A new last node counts itself and what its children count.
        var living = 1;
        for (var child = 1; child < LowBit(_used); child <<= 1)
            living += _tree[_used - child];
        _tree[_used] = living;
    }

    public void Remove(QueueEntry entry)
    {
        _slots[entry.Slot] = null;
        Count--;
        for (var i = entry.Slot; i <= _used; i += LowBit(i))
            _tree[i]--;
    }

    /// <summary>1 + the number of living entries ahead.</summary>
    public int PositionOf(QueueEntry entry) => LivingUpTo(entry.Slot);

    /// <summary>How many living entries have a smaller ticket than this.</summary>
    public int CountBefore(long ticket)
    {
        var found = Array.BinarySearch(_tickets, 1, _used, ticket);
        return LivingUpTo((found >= 0 ? found : ~found) - 1);
    }

    /// <summary>The living entries at positions 1 to <paramref name="most"/>, in order.</summary>
    public IEnumerable<QueueEntry> Head(long most)
    {
        if (most <= 0 || Count == 0)
            yield break;
        for (var i = SlotOfFirst(); i <= _used && most > 0; i++)
        {
            if (_slots[i] is { } entry)
            {
                most--;
                yield return entry;
            }
        }
    }

    private static int LowBit(int i) => i & -i;

    private int LivingUpTo(int slot)
    {
        var living = 0;
        for (var i = slot; i > 0; i -= LowBit(i))
            living += _tree[i];
        return living;
    }

    /// <summary>Descends the tree to the largest prefix without a living entry.</summary>
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

    private void MoveTogether()
    {
        var living = _slots.OfType<QueueEntry>().ToArray();
        // Room for at least as many again: each entry moves a constant number of times on average.
        var size = Math.Max(InitialSlots, living.Length * 2) + 1;
        _slots = new QueueEntry?[size];
        _tickets = new long[size];
        _tree = new int[size];
        _used = Count = 0;
        foreach (var entry in living)
            Append(entry);
    }
}
