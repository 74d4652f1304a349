namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>A segment tree with two operations on prefixes of its values: add to all, and find the maximum. Both take O(log n).</summary>
internal sealed class PrefixMaximumTree
{
    private readonly int _leaves = 1;
    private readonly double[] _maximum;
    private readonly double[] _added;
    private readonly int[] _index;

    public PrefixMaximumTree(IReadOnlyList<double> values)
    {
        while (_leaves < values.Count)
            _leaves *= 2;
        _maximum = new double[2 * _leaves];
        _added = new double[2 * _leaves];
        _index = new int[2 * _leaves];
        for (var i = 0; i < _leaves; i++)
        {
            _maximum[_leaves + i] = i < values.Count ? values[i] : double.NegativeInfinity;
            _index[_leaves + i] = i;
        }

        for (var node = _leaves - 1; node > 0; node--)
            Update(node);
    }

    public void AddUpTo(int last, double amount) => Add(1, 0, _leaves - 1, last, amount);

    public (double Value, int Index) MaximumUpTo(int last) => Maximum(1, 0, _leaves - 1, last);

    private void Add(int node, int low, int high, int last, double amount)
    {
        if (low > last)
            return;
        if (high <= last)
        {
            _maximum[node] += amount;
            _added[node] += amount;
            return;
        }

        var middle = (low + high) / 2;
        Add(2 * node, low, middle, last, amount);
        Add(2 * node + 1, middle + 1, high, last, amount);
        Update(node);
    }

    private (double Value, int Index) Maximum(int node, int low, int high, int last)
    {
        if (low > last)
            return (double.NegativeInfinity, -1);
        if (high <= last)
            return (_maximum[node], _index[node]);
        var middle = (low + high) / 2;
        var left = Maximum(2 * node, low, middle, last);
        var right = Maximum(2 * node + 1, middle + 1, high, last);
        var larger = right.Value > left.Value ? right : left;
        return (larger.Value + _added[node], larger.Index);
    }

    private void Update(int node)
    {
        var child = _maximum[2 * node + 1] > _maximum[2 * node] ? 2 * node + 1 : 2 * node;
        _maximum[node] = _maximum[child] + _added[node];
        _index[node] = _index[child];
    }
}
