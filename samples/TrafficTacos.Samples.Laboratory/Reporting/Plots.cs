using TrafficTacos.Samples.Laboratory.Measures;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>The plots of one sale.</summary>
internal static class Plots
{
    private const string Blue = "#1f6feb";
    private const string Orange = "#d97706";
    private const string Pale = "#f3c98b";
    private const string Grey = "#999";
    private const int MostDots = 260;
    private const int MostLines = 12;

    public static IEnumerable<string> Of(Findings found)
    {
        yield return Positions(found).Svg();
        yield return Scatter(Invariant($"Told and true: {found.Scenario.Name}"), found.Library).Svg();
        yield return ErrorByHorizon(found).Svg(numbersAcross: false);
        yield return Coverage(found).Svg(numbersAcross: false);
        yield return AdmissionRate(found).Svg();
        yield return Waits(found).Svg();
        yield return Displacement(found).Svg(numbersAcross: false);
    }

    public static Plot Scatter(string title, IReadOnlyList<Forecast> forecasts)
    {
        var most = forecasts.Count == 0 ? 1 : Weighted.Quantile(forecasts.Select(forecast => (forecast.Actual, 1.0)), 0.99) / 60;
        return new Plot(title, "minutes until ready", "minutes told", most, most)
            .Line([(0, 0), (most, most)], Grey, dashed: true)
            .Dots(Thin(forecasts, MostDots).Select(forecast => (forecast.Actual / 60, forecast.P50 / 60)), Blue);
    }

    private static Plot Positions(Findings found)
    {
        var people = Thin([.. found.Trace.Asks.GroupBy(ask => ask.Person)], MostLines);
        var (last, deepest) = people.Count == 0 ? (1, 1) : (people.Max(asks => asks.Max(ask => ask.At)) / 60e6, people.Max(asks => asks.Max(ask => (double)ask.Position)));
        var plot = new Plot("Positions over time", "minutes", "position", last, deepest);
        foreach (var asks in people)
            plot.Line(Thin([.. asks], 30).Select(ask => (ask.At / 60e6, (double)ask.Position)), Blue);
        return plot;
    }

    private static Plot ErrorByHorizon(Findings found)
    {
        var bars = Enum.GetValues<Horizon>()
            .SelectMany(horizon => (IEnumerable<(string, double, string)>)[(Name(horizon), Error(horizon, 0.5), Orange), ("p90", Error(horizon, 0.9), Pale)])
            .ToArray();
        return new Plot("Absolute error: median, and p90 (pale)", "how much of the wait was left", "per cent", 1, Math.Max(1, bars.Max(bar => bar.Item2))).Bars(bars);

        double Error(Horizon horizon, double share)
        {
            var error = Weighted.Quantile(found.Library.Where(forecast => forecast.Horizon == horizon).Select(forecast => (100 * Math.Abs(forecast.Error), 1.0)), share);
            return double.IsNaN(error) ? 0 : error;
        }
    }

    private static Plot Coverage(Findings found)
    {
        var bars = Enum.GetValues<Horizon>().Select(horizon => (Name(horizon), 100 * Share([.. found.Library.Where(forecast => forecast.Horizon == horizon)]), Orange)).ToArray();
        return new Plot("Ready within the p90 told (goal: 85 to 95)", "how much of the wait was left", "per cent", 1, 100)
            .Bars(bars)
            .Line([(0, 85), (1, 85)], Blue, dashed: true)
            .Line([(0, 95), (1, 95)], Blue, dashed: true);

        static double Share(IReadOnlyList<Forecast> forecasts) => forecasts.Count == 0 ? 0 : (double)forecasts.Count(forecast => forecast.Covered) / forecasts.Count;
    }

    private static Plot AdmissionRate(Findings found)
    {
        var steps = new AdmissionSteps(found.Trace);
        return new Plot("Admissions a second, most allowed (dashed)", "minutes", "a second", steps.Minutes, Math.Max(steps.Admitted.Max(), steps.Allowed.Max()))
            .Line(steps.Over(steps.Allowed), Grey, dashed: true)
            .Line(steps.Over(steps.Admitted), Blue);
    }

    private static Plot Waits(Findings found)
    {
        var waits = Thin([.. found.Trace.Admitted.Select(number => found.Trace.People[number]).OrderBy(person => person.Arrives)
            .Select(person => (person.Arrives / 60e6, (person.EnteredAt - person.Arrives) / 60e6))], MostDots);
        return new Plot("Who waited how long", "minutes: came", "minutes waited", waits.Select(wait => wait.Item1).DefaultIfEmpty(1).Max(), waits.Select(wait => wait.Item2).DefaultIfEmpty(1).Max())
            .Dots(waits, Blue);
    }

    private static Plot Displacement(Findings found)
    {
        var all = Math.Max(1, found.Fairness.Displacements.Sum());
        var bars = found.Fairness.Displacements.Select((count, i) => (i == 0 ? "0" : Invariant($"{1 << (i - 1)}"), 100.0 * count / all, Orange)).ToArray();
        return new Plot("Places entered earlier or later than joined", "at least so many, below twice as many", "per cent of those let in", 1, bars.Length == 0 ? 1 : bars.Max(bar => bar.Item2)).Bars(bars);
    }

    private static string Name(Horizon horizon) => horizon switch
    {
        Horizon.Join => "at join",
        Horizon.Half => "half",
        _ => "a tenth",
    };

    private static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)])];
}
