using TrafficTacos.Samples.Laboratory.Measures;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>The plots of one sale.</summary>
internal static class Plots
{
    private const string Blue = "#1f6feb";
    private const string Orange = "#d97706";
    private const string Grey = "#999";
    private const int MostDots = 260;
    private const int MostLines = 12;

    public static IEnumerable<string> Of(Findings found)
    {
        yield return Positions(found).Svg();
        yield return Scatter(Invariant($"Told and true: {found.Scenario.Name}"), found.Library).Svg();
        yield return ErrorByHorizon(found).Svg(numbersAcross: false);
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
            .SelectMany(horizon => (IEnumerable<(string, double)>)[(Name(horizon), Error(horizon, 0.5)), ("p90", Error(horizon, 0.9))])
            .ToArray();
        return new Plot("Absolute error: median and p90", "how much of the wait was left", "per cent", 1, Math.Max(1, bars.Max(bar => bar.Item2))).Bars(bars, Orange);

        double Error(Horizon horizon, double share)
        {
            var error = Weighted.Quantile(found.Library.Where(forecast => forecast.Horizon == horizon).Select(forecast => (100 * Math.Abs(forecast.Error), 1.0)), share);
            return double.IsNaN(error) ? 0 : error;
        }
    }

    private static Plot AdmissionRate(Findings found)
    {
        var end = found.Trace.Ended / 60e6;
        var step = end / 60;
        var rates = new double[61];
        foreach (var number in found.Trace.Admitted)
            rates[(int)(found.Trace.People[number].EnteredAt / 60e6 / end * 60)] += 1 / (step * 60);
        var refill = found.Trace.Beats.Select(beat => (beat.At / 60e6, beat.Pulse.Paused ? 0 : beat.Pulse.Refill)).ToArray();
        return new Plot("Admissions a second, and the refill", "minutes", "a second", end, Math.Max(rates.Max(), refill.Select(at => at.Item2).DefaultIfEmpty(1).Max()))
            .Line(Thin(refill, 120), Grey, dashed: true)
            .Line(rates[..60].Select((rate, i) => ((i + 0.5) * step, rate)), Blue);
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
        var bars = found.Fairness.Displacements.Select((count, i) => (i == 0 ? "0" : Invariant($"{1 << (i - 1)}"), 100.0 * count / all)).ToArray();
        return new Plot("Places entered earlier or later than joined", "at least so many, below twice as many", "per cent", 1, bars.Length == 0 ? 1 : bars.Max(bar => bar.Item2)).Bars(bars, Orange);
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
