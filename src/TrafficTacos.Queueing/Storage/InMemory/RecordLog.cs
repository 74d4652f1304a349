using System.Collections;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Records in the order in which they were written; the oldest are dropped. What a capped stream of Redis is.</summary>
internal sealed class RecordLog<T>(Func<T, RecordId> idOf) : IReadOnlyCollection<T>
{
    private readonly List<T> _records = [];
    private int _dropped;

    public int Count => _records.Count - _dropped;

    /// <summary>The id of the last record that was ever written.</summary>
    public RecordId End { get; private set; }

    /// <summary>Records were dropped.</summary>
    public bool IsCut { get; private set; }

    /// <param name="at">The process' clock in microseconds.</param>
    /// <param name="longest">How many records are kept.</param>
    /// <param name="create">Makes the record with this id.</param>
    public void Add(long at, double longest, Func<RecordId, T> create)
    {
        End = End.Next(at / 1000);
        _records.Add(create(End));
        for (; Count > longest; _dropped++)
            IsCut = true;
        if (_dropped < 1024 || _dropped < _records.Count / 2)
            return;
        _records.RemoveRange(0, _dropped);
        _dropped = 0;
    }

    /// <summary>The records behind this one.</summary>
    public IReadOnlyList<T> After(RecordId after, int count)
    {
        var (low, high) = (_dropped, _records.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (!idOf(_records[middle]).IsAfter(after))
                low = middle + 1;
            else
                high = middle;
        }

        return _records.GetRange(low, Math.Min(count, _records.Count - low));
    }

    /// <summary>Whether records behind this one may have been dropped.</summary>
    public bool IsCutAfter(RecordId after) =>
        after == RecordId.Start ? IsCut : Count == 0 || idOf(_records[_dropped]).IsAfter(after);

    public IEnumerator<T> GetEnumerator() => _records.Skip(_dropped).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
