using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>Settings that an operator changes at run time.</summary>
internal sealed partial class EventQueue
{
    /// <summary>Operators prepare a sale days ahead: a change is kept this much longer than the event.</summary>
    private const long ChangeRetention = 30 * 24 * 3600 * Second;

    private (double? AdmissionsPerSecond, int? Burst, bool? Paused) _changed;
    private long _settingsExpireAt;

    public EventSettings Change(EventSettingsChange change, EventPolicy policy, long at)
    {
        if (!change.IsEmpty)
        {
            // Time that passed stays passed, and tokens that were earned stay earned.
            var now = Read(policy, at);
            _bucket = (now.Level, now.Clock.Store);
            _clock = now.Clock with { Run = at };
            _changed = (change.AdmissionsPerSecond ?? _changed.AdmissionsPerSecond, change.Burst ?? _changed.Burst, change.Paused ?? _changed.Paused);
            _settingsExpireAt = at + (long)(policy.Retention * Second) + ChangeRetention;
            ExtendExpiry(policy, at);
        }

        var settings = Settings(policy);
        return new EventSettings { AdmissionsPerSecond = settings.Rate, Burst = (int)settings.Burst, Paused = settings.Paused };
    }

    private (double Rate, double Burst, bool Paused) Settings(EventPolicy policy) =>
        (_changed.AdmissionsPerSecond ?? policy.AdmissionsPerSecond, _changed.Burst ?? policy.Burst, _changed.Paused ?? false);
}
