using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

internal enum Horizon
{
    Join,
    Half,
    Tenth,
}

/// <summary>One answer that is scored.</summary>
/// <param name="Person">Who got it.</param>
/// <param name="At">When, in seconds.</param>
/// <param name="Horizon">How much of the wait was left.</param>
/// <param name="Steady">The event is a minute old, and nothing that anybody decides happens between the answer and the turn.</param>
/// <param name="Actual">Seconds until they were ready.</param>
/// <param name="Told">Seconds until an answer said so.</param>
/// <param name="P50">Seconds told.</param>
/// <param name="P90">Seconds told.</param>
/// <param name="Confidence">Told.</param>
internal readonly record struct Forecast(int Person, double At, Horizon Horizon, bool Steady, double Actual, double Told, double P50, double P90, double Confidence)
{
    /// <summary>A wait of less is not told from a moment: errors are shares of at least this.</summary>
    public const double LeastSeconds = 2;

    /// <summary>Signed, as a share of the truth.</summary>
    public double Error => (P50 - Actual) / Math.Max(LeastSeconds, Actual);

    /// <summary>Nine in ten are told "ready" by then: what the visitor can check.</summary>
    public bool Covered => Told <= P90;
}

/// <summary>Which answers of a sale are scored, and the truth about them.</summary>
internal static class Forecasts
{
    /// <summary>Whoever waited less is not asked about their half and their tenth.</summary>
    private const double LeastWait = 10;

    public static List<Forecast> Of(Trace trace, Candidate candidate)
    {
        var disturbances = Disturbances(trace.Scenario);
        var born = trace.Beats.Count == 0 ? 0 : trace.Beats[0].At / 1e6;
        var found = new List<Forecast>();
        foreach (var asks in trace.Asks.GroupBy(ask => ask.Person))
        {
            var person = trace.People[asks.Key];
            if (person.ReadyAt < 0)
                continue;
            var ready = person.ReadyAt / 1e6;
            var list = asks.ToArray();
            var wait = ready - list[0].At / 1e6;
            if (wait < LeastWait)
                continue;
            foreach (var (horizon, ask) in (ReadOnlySpan<(Horizon, Ask)>)
                [(Horizon.Join, list[0]), (Horizon.Half, Nearest(list, ready - wait / 2)), (Horizon.Tenth, Nearest(list, ready - wait / 10))])
            {
                var at = ask.At / 1e6;
                var estimate = candidate.Estimate(trace, ask);
                var steady = at >= born + 60 && !ask.Paused && !disturbances.Any(d => d.To >= at && d.From <= ready);
                found.Add(new Forecast(
                    asks.Key, at, horizon, steady, Math.Max(0, ready - at), person.ToldReadyAt / 1e6 - at, estimate.P50.TotalSeconds, estimate.P90.TotalSeconds, estimate.Confidence));
            }
        }

        return found;
    }

    private static Ask Nearest(Ask[] asks, double seconds)
    {
        var best = asks[0];
        foreach (var ask in asks)
        {
            if (Math.Abs(ask.At / 1e6 - seconds) < Math.Abs(best.At / 1e6 - seconds))
                best = ask;
        }

        return best;
    }

    private static List<(double From, double To)> Disturbances(Scenario scenario) =>
    [
        .. scenario.Changes.Select(change => (change.At, change.At)),
        .. scenario.GivingUp.Where(rule => rule.Kind == GivingUpKind.Wave).Select(rule => (rule.At, rule.At + rule.Over)),
    ];
}
