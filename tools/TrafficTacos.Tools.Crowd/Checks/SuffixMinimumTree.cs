namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A Fenwick tree that lowers single values and finds the minimum of a suffix. Both take O(log n).</summary>
internal sealed class SuffixMinimumTree(int count)
{
    private readonly (long Value, int Tag)[] _tree = [.. Enumerable.Repeat((long.MaxValue, -1), count + 1)];

    public void Lower(int index, long value, int tag)
    {
        for (var node = count - index; node <= count; node += node & -node)
        {
            if (value < _tree[node].Value)
                _tree[node] = (value, tag);
        }
    }

    /// <summary>The minimum and its tag; <see cref="long.MaxValue"/> if no value was set.</summary>
    public (long Value, int Tag) MinimumFrom(int index)
    {
        (long Value, int Tag) minimum = (long.MaxValue, -1);
        for (var node = count - index; node > 0; node -= node & -node)
        {
            if (_tree[node].Value < minimum.Value)
                minimum = _tree[node];
        }

        return minimum;
    }
}
