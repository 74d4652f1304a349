namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>A smaller sale that takes as long: people, rates and the bucket by one factor. The overdraft, the bypass and all
/// times stay.</summary>
internal static class ScenarioScale
{
    public static Scenario By(this Scenario scenario, double factor) => factor == 1 ? scenario : scenario with
    {
        Bucket = scenario.Bucket with { Refill = scenario.Bucket.Refill * factor, Capacity = Whole(scenario.Bucket.Capacity * factor) },
        Arrivals = [.. scenario.Arrivals.Select(arrival => arrival with
        {
            Count = Whole(arrival.Count * factor),
            Rate = arrival.Rate * factor,
            ToRate = arrival.ToRate * factor,
        })],
        Changes = [.. scenario.Changes.Select(change => change with
        {
            Refill = change.Refill * factor,
            Capacity = change.Capacity is { } capacity ? Whole(capacity * factor) : null,
        })],
        Bots = scenario.Bots with { Identities = scenario.Bots.Identities == 0 ? 0 : Whole(scenario.Bots.Identities * factor) },
    };

    private static int Whole(double number) => Math.Max(1, (int)Math.Round(number));
}
