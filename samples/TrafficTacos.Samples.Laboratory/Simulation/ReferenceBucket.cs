using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>A token bucket of the laboratory's own, on the true clock: an admission that it does not hold breaks the bound
/// in some interval.</summary>
/// <param name="bucket">Its numbers; it begins full.</param>
/// <param name="slack">Tokens by which an instant that is known to so much only may mislead.</param>
internal sealed class ReferenceBucket(Bucket bucket, double slack = 0.001)
{
    private double _level = bucket.Capacity;
    private double _refill = bucket.Refill;
    private double _capacity = bucket.Capacity;
    private bool _paused;
    private long _at;

    public void Change(Change change, long at)
    {
        FillTo(at);
        (_refill, _capacity, _paused) = (change.Refill ?? _refill, change.Capacity ?? _capacity, change.Paused ?? _paused);
        _level = Math.Min(_level, _capacity);
    }

    /// <summary>Takes a token; false when there was none, not even of the overdraft.</summary>
    public bool Take(long at)
    {
        FillTo(at);
        _level--;
        return _level >= -bucket.Overdraft - slack;
    }

    /// <summary>What it holds, in millionths of a token.</summary>
    public long Level(long at)
    {
        FillTo(at);
        return (long)(_level * 1e6);
    }

    private void FillTo(long at)
    {
        _level = Math.Min(_capacity, _level + (_paused ? 0 : (at - _at) / 1e6 * _refill));
        _at = at;
    }
}
