using TrafficTacos.Queueing;
using TrafficTacos.Tools.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Scenarios;

/// <summary>
/// Gives the sales of <see cref="ScenarioGenerator"/> one of the conditions that it does not know: an opening, a draw, a shop with a
/// maximum, a stop and an end, or a message that all is sold. The hold-out set is seeds 4001 to 4024: never tune on it. (Seeds 5001 to
/// 5060 were used for tuning.)
/// </summary>
internal static class ConditionGenerator
{
    public const int HoldOutSize = 24;

    private const long Stream = 0x5C0ED;
    private const int Kinds = 6;
    private const double LongestVisit = 3600, LongestSale = 6 * 3600;

    public static IReadOnlyList<Scenario> HoldOut { get; } = Generate(4001, 4000 + HoldOutSize, "hold-out");

    /// <summary>The scenarios of a range of seeds, both ends included.</summary>
    public static IReadOnlyList<Scenario> Generate(int first, int last, string name = "generated") =>
        [.. Enumerable.Range(first, last - first + 1).Select(seed => Generate((ulong)seed, name))];

    /// <summary>Six seeds in a row give each kind, and two shops.</summary>
    public static Scenario Generate(ulong seed, string name = "generated")
    {
        var random = RandomStream.Create(seed, Stream);
        var sale = ScenarioGenerator.Generate(seed, name);
        var (kind, scenario) = (seed % Kinds) switch
        {
            0 => ("opening", Gather(sale, ref random, isDrawn: false)),
            1 => ("draw", Gather(sale, ref random, isDrawn: true)),
            2 => ("shop", FillShop(sale, ref random, random.Uniform(5, 60))),
            3 => ("stops", Stop(sale, ref random)),
            4 => ("slow-shop", FillShop(sale, ref random, random.Uniform(600, 2400))),
            _ => ("sold-out", SellOut(sale, ref random)),
        };
        return scenario with { Name = Invariant($"{name}-{kind}-{seed}"), Title = Invariant($"Random scenario of seed {seed}: {kind}") };
    }

    /// <summary>Those who came at once gather before the opening, evenly or more and more of them. The rest of the sale follows it.</summary>
    private static Scenario Gather(Scenario sale, ref RandomStream random, bool isDrawn)
    {
        var opensAt = Math.Round(random.Uniform(180, 1500));
        var drawAt = Math.Max(30, opensAt - Math.Round(random.Uniform(5, 150)));
        var initial = sale.Arrivals[0].Count;
        var first = random.NextDouble() * initial / opensAt;
        var gathering = random.NextDouble() < 0.4
            ? new Arrival(ArrivalKind.Burst, 0, opensAt, initial, opensAt)
            : new Arrival(ArrivalKind.Ramp, 0, opensAt, initial, 0, 0, first, 2 * initial / opensAt - first);
        return sale with
        {
            Duration = sale.Duration + opensAt,
            Schedule = new SaleSchedule(opensAt, isDrawn ? drawAt : 0),
            Arrivals = [gathering, .. sale.Arrivals.Skip(1).Select(arrival => arrival with { At = arrival.At + opensAt, Until = arrival.Until + opensAt })],
            Changes = [.. sale.Changes.Select(change => change with { At = change.At + opensAt })],
            Abandonment = [.. sale.Abandonment.Select(rule => rule.Kind == AbandonmentKind.Wave ? rule with { At = rule.At + opensAt } : rule)],
        };
    }

    /// <summary>More visitors come than there are seats, within this time.</summary>
    private static Scenario FillShop(Scenario sale, ref RandomStream random, double arrive)
    {
        var maximum = 20 + (int)(sale.Bucket.AdmissionsPerSecond * random.Uniform(10, 90));
        var shortest = Math.Round(random.Uniform(20, 300));
        var longest = Math.Min(LongestVisit, Math.Round(shortest + random.Uniform(120, 1800)));
        var ends = maximum / ((shortest + longest) / 2);
        var visitors = (int)(maximum * random.Uniform(1.3, 3.5));
        var arrivals = new List<Arrival> { new(ArrivalKind.Burst, 0, arrive, visitors, arrive) };
        var until = arrive + visitors / ends;
        if (random.NextDouble() < 0.5)
        {
            var rate = ends * random.Uniform(0.2, 0.8);
            arrivals.Add(new Arrival(ArrivalKind.Poisson, arrive, until, (int)Math.Ceiling((until - arrive) * rate), 0, 0, rate, rate));
        }

        return sale with
        {
            Duration = Math.Min(LongestSale, 3 * until + 3600),
            Shopping = new ShoppingSettings(maximum, shortest, longest, random.NextDouble() < 0.5 ? 1 : random.Uniform(0.5, 1)),
            Arrivals = arrivals,
            Changes = [],
        };
    }

    /// <summary>The operator stops the sale for a while, lets nobody else join, and it closes before all are in.</summary>
    private static Scenario Stop(Scenario sale, ref RandomStream random)
    {
        var length = sale.Arrivals[0].Count / sale.Bucket.AdmissionsPerSecond;
        var (at, ends) = (random.Uniform(0.1, 0.5) * length, random.Uniform(20, 240));
        var closesAt = Math.Round(random.Uniform(0.8, 1.3) * length + ends);
        return sale with
        {
            Schedule = new SaleSchedule(1, ClosesAt: closesAt),
            Changes =
            [
                new OperatorChange(at, To: random.NextDouble() < 0.5 ? EventMode.Paused : EventMode.Maintenance),
                new OperatorChange(at + ends, To: EventMode.Normal),
                new OperatorChange(Math.Max(at + ends, closesAt - random.Uniform(60, 600)), To: EventMode.Draining),
            ],
        };
    }

    /// <summary>Most leave when they read that all is sold, and the others come in at another rate.</summary>
    private static Scenario SellOut(Scenario sale, ref RandomStream random)
    {
        var at = random.Uniform(0.2, 0.7) * sale.Arrivals[0].Count / sale.Bucket.AdmissionsPerSecond;
        return sale with
        {
            Changes = [new OperatorChange(at, sale.Bucket.AdmissionsPerSecond * random.Uniform(0.3, 1), Message: "All is sold.")],
            Abandonment =
            [
                .. sale.Abandonment,
                new AbandonmentRule(AbandonmentKind.Told, (DepartureMethod)(int)(random.NextDouble() * 3), random.Uniform(0.5, 0.95), Duration: random.Uniform(5, 60)),
            ],
        };
    }
}
