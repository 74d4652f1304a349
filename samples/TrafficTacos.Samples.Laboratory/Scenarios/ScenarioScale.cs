namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>Smaller sales.</summary>
internal static class ScenarioScale
{
    /// <summary>A smaller sale that takes as long: people, rates and the bucket by one factor. The overdraft, the bypass and all
    /// times stay.</summary>
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

    /// <summary>Two polls near the front: a bucket that saves up less runs over between them.</summary>
    private const double LeastSavedSeconds = 4;

    /// <summary>In virtual time a crowd can walk through the door one by one within a millisecond; nobody can over HTTP, where each
    /// answer takes its time. Whoever needs a second to enter does not depend on that.</summary>
    private const double LeastThink = 1;

    /// <summary>
    /// A smaller and shorter sale. Fewer people by one factor, and the sale's own times shorter by the other: when people come,
    /// when they lose patience, what the operator does and when. So the rate is <c>people / time</c> times the rate. What belongs
    /// to the engine and to a browser stays as it is: the pace of polls, the head grace, the minimum waits, the heartbeat, the
    /// time to think (a second at least). The bucket is smaller as the people are fewer, but not so small that it runs over between two polls.
    /// One gateway is left, with a true clock.
    /// </summary>
    public static Scenario Shrink(this Scenario scenario, double people, double time)
    {
        var rate = people / time;
        return scenario with
        {
            Seconds = scenario.Seconds * time,
            Bucket = scenario.Bucket with { Refill = scenario.Bucket.Refill * rate, Capacity = Capacity(scenario.Bucket.Capacity) },
            Arrivals = [.. scenario.Arrivals.Select(arrival => arrival with
            {
                At = arrival.At * time,
                Until = arrival.Until * time,
                Over = arrival.Over * time,
                Every = arrival.Every * time,
                Count = Whole(arrival.Count * people),
                Rate = arrival.Rate * rate,
                ToRate = arrival.ToRate * rate,
            })],
            Changes = [.. scenario.Changes.Select(change => change with
            {
                At = change.At * time,
                Refill = change.Refill * rate,
                Capacity = change.Capacity is { } capacity ? Capacity(capacity) : null,
            })],
            GivingUp = [.. scenario.GivingUp.Select(rule => rule with
            {
                At = rule.At * time,
                Over = rule.Over * time,
                Rate = rule.Rate / time,
                Median = rule.Median * time,
            })],
            ReloadsPerHour = scenario.ReloadsPerHour / time,
            Bots = scenario.Bots with { Identities = scenario.Bots.Identities == 0 ? 0 : Whole(scenario.Bots.Identities * people) },
            Think = Math.Max(scenario.Think, LeastThink),
            Gateways = [new GatewayTime(0, 0)],
        };

        int Capacity(int capacity) => Whole(Math.Max(capacity * people, LeastSavedSeconds * scenario.Bucket.Refill * rate));
    }

    private static int Whole(double number) => Math.Max(1, (int)Math.Round(number));
}
