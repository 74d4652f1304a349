using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>An independent token bucket on the exact clock. An admission that it does not allow breaks the admission bound in some
/// interval.</summary>
/// <param name="settings">The settings at the start; the bucket starts full.</param>
/// <param name="opensAt">When the bucket begins to fill, and is empty; 0 if it is full from the start.</param>
/// <param name="tolerance">The tokens by which the level may be wrong because times are known to a limited precision.</param>
internal sealed class ReferenceBucket(BucketSettings settings, long opensAt = 0, double tolerance = 0.001)
{
    private double _level = opensAt > 0 ? 0 : settings.Burst;
    private double _rate = settings.AdmissionsPerSecond;
    private double _burst = settings.Burst;
    private bool _paused;
    private long _at = opensAt;

    public void Apply(OperatorChange change, long at)
    {
        RefillUntil(at);
        (_rate, _burst, _paused) = (change.AdmissionsPerSecond ?? _rate, change.Burst ?? _burst, change.Stops ?? _paused);
        _level = Math.Min(_level, _burst);
    }

    /// <summary>Takes a token. Returns false if neither the bucket nor the overdraft held one.</summary>
    public bool TryTake(long at)
    {
        RefillUntil(at);
        _level--;
        return _level >= -settings.Overdraft - tolerance;
    }

    /// <summary>The level in millionths of a token.</summary>
    public long GetLevel(long at)
    {
        RefillUntil(at);
        return (long)(_level * 1e6);
    }

    private void RefillUntil(long at)
    {
        if (at < _at)
            return;
        _level = Math.Min(_burst, _level + (_paused ? 0 : (at - _at) / 1e6 * _rate));
        _at = at;
    }
}
