using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Queueing.Estimation;

/// <summary>When everybody is in who waits now: the estimate of the last of them. A pure function of the snapshot and the policy.</summary>
internal static class Forecast
{
    public static EventForecast Of(in EventSnapshot snapshot, EventPolicy policy)
    {
        var reason = ReasonOf(snapshot);
        if (reason != ForecastReason.None)
            return new EventForecast { Reason = reason };
        var (now, last) = (DateTimeOffset.UnixEpoch.AddMicroseconds(snapshot.Now), WaitEstimator.EstimateLast(snapshot, policy));
        // The estimator knows how late it may be. It is as wrong the other way, as a ratio.
        var early = last.P90 > TimeSpan.Zero ? last.P50 * (last.P50 / last.P90) : TimeSpan.Zero;
        return new EventForecast { P10 = now + early, P50 = now + last.P50, P90 = now + last.P90 };
    }

    /// <summary>The event as it would be after a change that counts at once.</summary>
    public static EventSnapshot After(in EventSnapshot snapshot, EventSettingsChange change)
    {
        var before = snapshot.Conditions.Numbers;
        var numbers = before with
        {
            Rate = change.AdmissionsPerSecond ?? before.Rate,
            Burst = change.Burst ?? before.Burst,
            MaximumShoppers = change.MaximumShoppers ?? before.MaximumShoppers,
            Mode = change.Mode ?? before.Mode,
        };
        return snapshot with
        {
            AdmissionsPerSecond = numbers.Rate,
            Burst = numbers.Burst,
            Level = Math.Min(snapshot.Level, (long)(numbers.Burst * AdmissionRule.Token)),
            Paused = numbers.Mode is EventMode.Paused or EventMode.Maintenance or EventMode.Recovering,
            Conditions = snapshot.Conditions with { Numbers = numbers },
        };
    }

    private static ForecastReason ReasonOf(in EventSnapshot snapshot) => snapshot switch
    {
        { Length: 0 } => ForecastReason.NobodyWaits,
        { Conditions.Numbers.Mode: EventMode.Off } => ForecastReason.Off,
        { Conditions.Numbers.Mode: EventMode.Passthrough } => ForecastReason.Passthrough,
        { Conditions.Numbers.Mode: EventMode.Maintenance } => ForecastReason.Maintenance,
        { Conditions.Numbers.Mode: EventMode.Recovering } => ForecastReason.Recovering,
        { Conditions.Numbers.Mode: EventMode.Paused } => ForecastReason.Paused,
        { Conditions.Phase: EventPhase.Closed } => ForecastReason.Closed,
        _ => ForecastReason.None,
    };
}
