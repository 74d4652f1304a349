namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>Derives smaller scenarios.</summary>
internal static class ScenarioScaling
{
    /// <summary>A bucket that saves up less than two polls' worth of tokens overflows between two polls near the front.</summary>
    private const double MinBurstSeconds = 4;

    /// <summary>In virtual time a whole crowd can enter one by one within a millisecond. Over HTTP each response takes time. A think
    /// time of a second makes the difference irrelevant.</summary>
    private const double MinThinkTime = 1;

    /// <summary>Scales visitors, rates and the bucket by one factor. The overdraft and all times stay.</summary>
    public static Scenario ScaleBy(this Scenario scenario, double factor) => factor == 1 ? scenario : scenario with
    {
        Shopping = scenario.Shopping is { Maximum: > 0 } shopping ? shopping with { Maximum = Round(shopping.Maximum * factor) } : scenario.Shopping,
        Bucket = scenario.Bucket with { AdmissionsPerSecond = scenario.Bucket.AdmissionsPerSecond * factor, Burst = Round(scenario.Bucket.Burst * factor) },
        Arrivals = [.. scenario.Arrivals.Select(arrival => arrival with
        {
            Count = Round(arrival.Count * factor),
            Rate = arrival.Rate * factor,
            ToRate = arrival.ToRate * factor,
        })],
        Changes = [.. scenario.Changes.Select(change => change with
        {
            AdmissionsPerSecond = change.AdmissionsPerSecond * factor,
            Burst = change.Burst is { } burst ? Round(burst * factor) : null,
            MaximumShoppers = change.MaximumShoppers is { } most ? Round(most * factor) : null,
        })],
        Abandonment = [.. scenario.Abandonment.Select(rule => rule with { First = ScaleFirst(rule.First, factor) })],
        Bots = ScaleBots(scenario.Bots, factor),
    };

    /// <summary>
    /// Scales the visitors by one factor and the scenario's own times by another: arrivals, abandonment and the operator's changes.
    /// Rates change by <paramref name="visitorFactor"/> / <paramref name="timeFactor"/>.
    /// </summary>
    /// <remarks>Times that belong to the engine or to a browser stay: poll intervals, timeouts, minimum waits and the think time (at
    /// least a second). The bucket is scaled like the visitors but does not overflow between two polls. One gateway with an exact
    /// clock remains.</remarks>
    public static Scenario ScaleForReplay(this Scenario scenario, double visitorFactor, double timeFactor)
    {
        var rateFactor = visitorFactor / timeFactor;
        return scenario with
        {
            Duration = scenario.Duration * timeFactor,
            Bucket = scenario.Bucket with { AdmissionsPerSecond = scenario.Bucket.AdmissionsPerSecond * rateFactor, Burst = ScaleBurst(scenario.Bucket.Burst) },
            Arrivals = [.. scenario.Arrivals.Select(arrival => arrival with
            {
                At = arrival.At * timeFactor,
                Until = arrival.Until * timeFactor,
                Duration = arrival.Duration * timeFactor,
                Interval = arrival.Interval * timeFactor,
                Count = Round(arrival.Count * visitorFactor),
                Rate = arrival.Rate * rateFactor,
                ToRate = arrival.ToRate * rateFactor,
            })],
            Changes = [.. scenario.Changes.Select(change => change with
            {
                At = change.At * timeFactor,
                AdmissionsPerSecond = change.AdmissionsPerSecond * rateFactor,
                Burst = change.Burst is { } burst ? ScaleBurst(burst) : null,
            })],
            Abandonment = [.. scenario.Abandonment.Select(rule => rule with
            {
                At = rule.At * timeFactor,
                Duration = rule.Duration * timeFactor,
                First = ScaleFirst(rule.First, visitorFactor),
                PercentPerMinute = rule.PercentPerMinute / timeFactor,
                Median = rule.Median * timeFactor,
            })],
            ReloadsPerHour = scenario.ReloadsPerHour / timeFactor,
            Bots = ScaleBots(scenario.Bots, visitorFactor),
            ThinkTime = Math.Max(scenario.ThinkTime, MinThinkTime),
            Gateways = [new GatewayClockError(0, 0)],
        };

        int ScaleBurst(int burst) => Round(Math.Max(burst * visitorFactor, MinBurstSeconds * scenario.Bucket.AdmissionsPerSecond * rateFactor));
    }

    private static BotSettings ScaleBots(BotSettings bots, double factor) =>
        bots with { Identities = bots.Identities == 0 ? 0 : Round(bots.Identities * factor) };

    private static int ScaleFirst(int first, double factor) => first == 0 ? 0 : Round(first * factor);

    private static int Round(double number) => Math.Max(1, (int)Math.Round(number));
}
