using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Scenarios;

/// <summary>
/// Sales that nobody designed, for what the estimator was not tuned on: each trait of a sale is there by chance, with numbers
/// by chance. The hold-out is what seeds 101 to 112 give: nothing is tuned on them. (Seeds 1 to 12 and 201 to 260 helped to settle what ships.)
/// </summary>
internal static class ScenarioGenerator
{
    public const int HoldOutSize = 12;

    public static IReadOnlyList<Scenario> HoldOut { get; } = Drawn(101, 100 + HoldOutSize, "hold-out");

    /// <summary>What these seeds give, the last one included.</summary>
    public static IReadOnlyList<Scenario> Drawn(int first, int last, string name = "drawn") =>
        [.. Enumerable.Range(first, last - first + 1).Select(seed => Draw((ulong)seed, name))];

    public static Scenario Draw(ulong seed, string name = "drawn")
    {
        var chance = Chance.Of(seed, 0xC0FFEE);
        var refill = Math.Round(Math.Exp(chance.Between(Math.Log(2), Math.Log(100))), 1);
        var minutes = chance.Between(4, 25);
        // As many as are served in so many minutes come at once or over a while, and some more later.
        var crowd = (int)(refill * 60 * minutes);
        var over = chance.Share() < 0.5 ? chance.Between(2, 90) : chance.Between(120, 600);
        var arrivals = new List<Arrival> { new(ArrivalKind.Burst, 0, over, crowd, over) };
        if (chance.Share() < 0.6)
            arrivals.Add(Poisson(over, over + chance.Between(300, 1500), refill * chance.Between(0.2, 0.9)));
        if (chance.Share() < 0.3)
            arrivals.Add(new Arrival(ArrivalKind.Burst, 600, 660, crowd / 3, 60));
        var seconds = 60 * minutes * 3 + 1800;
        return new Scenario
        {
            Name = Invariant($"{name}-{seed}"),
            Title = Invariant($"By chance, from seed {seed}"),
            Seconds = seconds,
            Bucket = new Bucket(refill, Math.Max(1, (int)(refill * chance.Between(2, 15)))),
            Arrivals = arrivals,
            Changes = Changes(ref chance, refill, 60 * minutes),
            Polling = chance.Share() < 0.4 ? Mixed : [new Polling(1, PollingKind.Told)],
            Ghosts = chance.Share() < 0.5 ? chance.Between(0, 0.4) : 0,
            GivingUp = GivingUp(ref chance, 60 * minutes),
            ReloadsPerHour = chance.Share() < 0.3 ? chance.Between(1, 12) : 0,
            Tabs = chance.Share() < 0.3 ? chance.Between(0, 0.3) : 0,
            Think = chance.Share() < 0.3 ? chance.Between(0, 6) : 0,
            Gateways = chance.Share() < 0.4 ? [new GatewayTime(0, 0), new GatewayTime(chance.Between(-600, 600), chance.Between(-0.05, 0.05))] : [new GatewayTime(0, 0)],
        };
    }

    private static IReadOnlyList<Polling> Mixed =>
        [new(0.5, PollingKind.Told), new(0.2, PollingKind.Every, 2), new(0.2, PollingKind.Lazy, 1.6), new(0.1, PollingKind.Jittered, 0.5)];

    private static Arrival Poisson(double at, double until, double rate) =>
        new(ArrivalKind.Poisson, at, until, (int)Math.Round((until - at) * rate), 0, 0, rate, rate);

    private static List<Change> Changes(ref Chance chance, double refill, double length)
    {
        var changes = new List<Change>();
        if (chance.Share() < 0.3)
        {
            var at = chance.Between(0.2, 0.8) * length;
            changes.Add(new Change(at, refill * chance.Between(0.4, 1.8)));
        }

        if (chance.Share() < 0.25)
        {
            var at = chance.Between(0.2, 0.8) * length;
            changes.Add(new Change(at, Paused: true));
            changes.Add(new Change(at + chance.Between(20, 180), Paused: false));
        }

        return [.. changes.OrderBy(change => change.At)];
    }

    private static List<GivingUp> GivingUp(ref Chance chance, double length)
    {
        var rules = new List<GivingUp>();
        if (chance.Share() < 0.5)
            rules.Add(new GivingUp(GivingUpKind.Constant, AnyManner(ref chance), Rate: chance.Between(0.1, 3)));
        if (chance.Share() < 0.3)
            rules.Add(new GivingUp(GivingUpKind.Impatient, AnyManner(ref chance), chance.Between(0.1, 0.6), Median: chance.Between(200, 1500), Spread: chance.Between(0.3, 0.9)));
        if (chance.Share() < 0.25)
            rules.Add(new GivingUp(GivingUpKind.Wave, AnyManner(ref chance), chance.Between(0.05, 0.3), chance.Between(0.2, 0.8) * length, 30));
        if (chance.Share() < 0.3)
            rules.Add(new GivingUp(GivingUpKind.Head, Manner.Silent, chance.Between(0.02, 0.25)));
        return rules;
    }

    private static Manner AnyManner(ref Chance chance) => (Manner)(int)(chance.Share() * 3);
}
