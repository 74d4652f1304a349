namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>A Fenwick tree over places 0..n-1: lower the value at one place, ask for the smallest at or after a place.</summary>
internal sealed class SuffixMinimum(int places)
{
    private readonly (long Value, int Tag)[] _tree = [.. Enumerable.Repeat((long.MaxValue, -1), places + 1)];

    public void Lower(int place, long value, int tag)
    {
        for (var node = places - place; node <= places; node += node & -node)
        {
            if (value < _tree[node].Value)
                _tree[node] = (value, tag);
        }
    }

    /// <summary>The smallest value and its tag; <see cref="long.MaxValue"/> when there is none.</summary>
    public (long Value, int Tag) From(int place)
    {
        (long Value, int Tag) least = (long.MaxValue, -1);
        for (var node = places - place; node > 0; node -= node & -node)
        {
            if (_tree[node].Value < least.Value)
                least = _tree[node];
        }

        return least;
    }
}
