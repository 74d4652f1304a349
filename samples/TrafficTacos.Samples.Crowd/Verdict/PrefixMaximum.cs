namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>A segment tree over given values: add to all up to a place, ask for the largest up to a place.</summary>
internal sealed class PrefixMaximum
{
    private readonly int _leaves = 1;
    private readonly double[] _largest;
    private readonly double[] _added;
    private readonly int[] _where;

    public PrefixMaximum(IReadOnlyList<double> values)
    {
        while (_leaves < values.Count)
            _leaves *= 2;
        _largest = new double[2 * _leaves];
        _added = new double[2 * _leaves];
        _where = new int[2 * _leaves];
        for (var i = 0; i < _leaves; i++)
        {
            _largest[_leaves + i] = i < values.Count ? values[i] : double.NegativeInfinity;
            _where[_leaves + i] = i;
        }

        for (var node = _leaves - 1; node > 0; node--)
            Pull(node);
    }

    public void AddUpTo(int last, double amount) => Add(1, 0, _leaves - 1, last, amount);

    public (double Value, int At) UpTo(int last) => Largest(1, 0, _leaves - 1, last);

    private void Add(int node, int low, int high, int last, double amount)
    {
        if (low > last)
            return;
        if (high <= last)
        {
            _largest[node] += amount;
            _added[node] += amount;
            return;
        }

        var middle = (low + high) / 2;
        Add(2 * node, low, middle, last, amount);
        Add(2 * node + 1, middle + 1, high, last, amount);
        Pull(node);
    }

    private (double Value, int At) Largest(int node, int low, int high, int last)
    {
        if (low > last)
            return (double.NegativeInfinity, -1);
        if (high <= last)
            return (_largest[node], _where[node]);
        var middle = (low + high) / 2;
        var left = Largest(2 * node, low, middle, last);
        var right = Largest(2 * node + 1, middle + 1, high, last);
        var larger = right.Value > left.Value ? right : left;
        return (larger.Value + _added[node], larger.At);
    }

    private void Pull(int node)
    {
        var child = _largest[2 * node + 1] > _largest[2 * node] ? 2 * node + 1 : 2 * node;
        _largest[node] = _largest[child] + _added[node];
        _where[node] = _where[child];
    }
}
