using TrafficTacos.Tools.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>
/// Generates random scenarios from seeds, to evaluate the estimator on data that it was not tuned on. The hold-out set is seeds 3001
/// to 3024: never tune on it. (Seeds 1 to 12 and 201 to 260 were used for tuning, and 101 to 112, 901 to 912 and 2001 to 2024 were
/// looked at.)
/// </summary>
internal static class ScenarioGenerator
{
    public const int HoldOutSize = 24;

    private const long Stream = 0xC0FFEE;

    public static IReadOnlyList<Scenario> HoldOut { get; } = Generate(3001, 3000 + HoldOutSize, "hold-out");

    /// <summary>Sales that an earlier version got wrong: others held the head of a small bucket.</summary>
    public static IReadOnlyList<Scenario> Known { get; } = [.. ((ulong[])[901, 903, 904, 911, 2007]).Select(seed => Generate(seed))];

    private static IReadOnlyList<PollingPattern> MixedPolling =>
        [new(0.5, PollingKind.Advertised), new(0.2, PollingKind.Fixed, 2), new(0.2, PollingKind.Scaled, 1.6), new(0.1, PollingKind.Jittered, 0.5)];

    /// <summary>The scenarios of a range of seeds, both ends included.</summary>
    public static IReadOnlyList<Scenario> Generate(int first, int last, string name = "generated") =>
        [.. Enumerable.Range(first, last - first + 1).Select(seed => Generate((ulong)seed, name))];

    public static Scenario Generate(ulong seed, string name = "generated")
    {
        var random = RandomStream.Create(seed, Stream);
        var rate = Math.Round(Math.Exp(random.Uniform(Math.Log(2), Math.Log(100))), 1);
        var minutes = random.Uniform(4, 25);
        // The first arrivals are as many as this rate admits in so many minutes.
        var initial = (int)(rate * 60 * minutes);
        var duration = random.NextDouble() < 0.5 ? random.Uniform(2, 90) : random.Uniform(120, 600);
        var arrivals = new List<Arrival> { new(ArrivalKind.Burst, 0, duration, initial, duration) };
        if (random.NextDouble() < 0.6)
            arrivals.Add(Poisson(duration, duration + random.Uniform(300, 1500), rate * random.Uniform(0.2, 0.9)));
        if (random.NextDouble() < 0.3)
            arrivals.Add(new Arrival(ArrivalKind.Burst, 600, 660, initial / 3, 60));
        return new Scenario
        {
            Name = Invariant($"{name}-{seed}"),
            Title = Invariant($"Random scenario of seed {seed}"),
            Duration = 60 * minutes * 3 + 1800,
            Bucket = new BucketSettings(rate, Math.Max(1, (int)(rate * random.Uniform(2, 15)))),
            Arrivals = arrivals,
            Changes = GenerateChanges(ref random, rate, 60 * minutes),
            Polling = random.NextDouble() < 0.4 ? MixedPolling : [new PollingPattern(1, PollingKind.Advertised)],
            GhostShare = random.NextDouble() < 0.5 ? random.Uniform(0, 0.4) : 0,
            Abandonment = GenerateAbandonment(ref random, 60 * minutes),
            ReloadsPerHour = random.NextDouble() < 0.3 ? random.Uniform(1, 12) : 0,
            MultiTabShare = random.NextDouble() < 0.3 ? random.Uniform(0, 0.3) : 0,
            ThinkTime = random.NextDouble() < 0.3 ? random.Uniform(0, 6) : 0,
            Gateways = random.NextDouble() < 0.4
                ? [new GatewayClockError(0, 0), new GatewayClockError(random.Uniform(-600, 600), random.Uniform(-0.05, 0.05))]
                : [new GatewayClockError(0, 0)],
        };
    }

    private static Arrival Poisson(double at, double until, double rate) =>
        new(ArrivalKind.Poisson, at, until, (int)Math.Round((until - at) * rate), 0, 0, rate, rate);

    private static List<OperatorChange> GenerateChanges(ref RandomStream random, double rate, double length)
    {
        var changes = new List<OperatorChange>();
        if (random.NextDouble() < 0.3)
        {
            var at = random.Uniform(0.2, 0.8) * length;
            changes.Add(new OperatorChange(at, rate * random.Uniform(0.4, 1.8)));
        }

        if (random.NextDouble() < 0.25)
        {
            var at = random.Uniform(0.2, 0.8) * length;
            changes.Add(new OperatorChange(at, Paused: true));
            changes.Add(new OperatorChange(at + random.Uniform(20, 180), Paused: false));
        }

        return [.. changes.OrderBy(change => change.At)];
    }

    private static List<AbandonmentRule> GenerateAbandonment(ref RandomStream random, double length)
    {
        var rules = new List<AbandonmentRule>();
        if (random.NextDouble() < 0.5)
            rules.Add(new AbandonmentRule(AbandonmentKind.Constant, AnyMethod(ref random), PercentPerMinute: random.Uniform(0.1, 3)));
        if (random.NextDouble() < 0.3)
        {
            rules.Add(new AbandonmentRule(
                AbandonmentKind.Impatient, AnyMethod(ref random), random.Uniform(0.1, 0.6), Median: random.Uniform(200, 1500), Spread: random.Uniform(0.3, 0.9)));
        }

        if (random.NextDouble() < 0.25)
            rules.Add(new AbandonmentRule(AbandonmentKind.Wave, AnyMethod(ref random), random.Uniform(0.05, 0.3), random.Uniform(0.2, 0.8) * length, 30));
        if (random.NextDouble() < 0.3)
            rules.Add(new AbandonmentRule(AbandonmentKind.NoShow, DepartureMethod.Silent, random.Uniform(0.02, 0.25)));
        return rules;
    }

    private static DepartureMethod AnyMethod(ref RandomStream random) => (DepartureMethod)(int)(random.NextDouble() * 3);
}
