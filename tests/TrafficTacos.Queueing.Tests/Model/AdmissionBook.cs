namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Keeps, apart from the store, when people were admitted and what the bucket could have earned until then.</summary>
internal sealed class AdmissionBook(EventPolicy policy)
{
    private readonly List<double> _earnedAtAdmission = [];
    private double _earned;
    private double _refill = policy.AdmissionsPerSecond;
    private double _burst = policy.Burst;
    private double _largestBurst = policy.Burst;
    private bool _paused;
    private long? _since;

    public void Admitted(long now)
    {
        Earn(now);
        _earnedAtAdmission.Add(_earned);
    }

    public void Changed(long now, EventSettingsChange change)
    {
        Earn(now);
        _refill = change.AdmissionsPerSecond ?? _refill;
        _burst = change.Burst ?? _burst;
        _largestBurst = Math.Max(_largestBurst, _burst);
        _paused = change.Mode is { } mode ? mode == EventMode.Paused : _paused;
    }

    /// <summary>In any interval at most burst + overdraft + what was earned in it; a thousandth for adding fractions.</summary>
    public void AssertBound()
    {
        for (var first = 0; first < _earnedAtAdmission.Count; first++)
        {
            for (var last = first; last < _earnedAtAdmission.Count; last++)
            {
                var bound = _largestBurst + policy.Overdraft + _earnedAtAdmission[last] - _earnedAtAdmission[first];
                Assert.True(last - first + 1 <= bound + 0.001, $"{last - first + 1} admissions where {bound} are the bound");
            }
        }
    }

    private void Earn(long now)
    {
        if (_since is { } since && !_paused)
            _earned += (now - since) * _refill / 1e6;
        _since = now;
    }
}
