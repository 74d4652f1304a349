using TrafficTacos.Tools.Laboratory.Measures;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>The plots of one sale.</summary>
internal static class SalePlots
{
    private const string Blue = "#1f6feb";
    private const string Orange = "#d97706";
    private const string PaleOrange = "#f3c98b";
    private const string Grey = "#999";
    private const int MaxDots = 260;
    private const int MaxLines = 12;
    private const int MaxPointsPerLine = 30;

    public static IEnumerable<string> All(SaleAnalysis sale)
    {
        yield return Positions(sale).ToSvg();
        yield return EstimateScatter(sale).ToSvg();
        yield return ErrorByHorizon(sale).ToSvg(showXTicks: false);
        yield return Coverage(sale).ToSvg(showXTicks: false);
        yield return AdmissionRate(sale).ToSvg();
        yield return Waits(sale).ToSvg();
        yield return Displacement(sale).ToSvg(showXTicks: false);
    }

    public static SvgPlot EstimateScatter(SaleAnalysis sale) =>
        EstimateScatter(Invariant($"Estimated and actual wait: {sale.Scenario.Name}"), sale.LibraryEstimates);

    public static SvgPlot EstimateScatter(string title, IReadOnlyList<ScoredEstimate> estimates)
    {
        var max = estimates.Count == 0 ? 1 : WeightedStatistics.Quantile(estimates.Select(estimate => (estimate.ActualWait, 1.0)), 0.99) / 60;
        return new SvgPlot(title, "minutes until ready", "minutes estimated", max, max)
            .AddLine([(0, 0), (max, max)], Grey, dashed: true)
            .AddDots(Sample(estimates, MaxDots).Select(estimate => (estimate.ActualWait / 60, estimate.P50 / 60)), Blue);
    }

    private static SvgPlot Positions(SaleAnalysis sale)
    {
        var visitors = Sample([.. sale.Trace.Samples.GroupBy(sample => sample.Visitor)], MaxLines);
        var (lastMinute, maxPosition) = visitors.Count == 0
            ? (1, 1)
            : (visitors.Max(samples => samples.Max(sample => sample.At)) / 60e6, visitors.Max(samples => samples.Max(sample => (double)sample.Position)));
        var plot = new SvgPlot("Positions over time", "minutes", "position", lastMinute, maxPosition);
        foreach (var samples in visitors)
            plot.AddLine(Sample([.. samples], MaxPointsPerLine).Select(sample => (sample.At / 60e6, (double)sample.Position)), Blue);
        return plot;
    }

    private static SvgPlot ErrorByHorizon(SaleAnalysis sale)
    {
        var bars = Enum.GetValues<Horizon>()
            .SelectMany(horizon => (IEnumerable<(string, double, string)>)[(NameOf(horizon), Error(horizon, 0.5), Orange), ("p90", Error(horizon, 0.9), PaleOrange)])
            .ToArray();
        return new SvgPlot("Absolute error: median, p90 (pale)", "remaining share of the wait", "percent", 1, Math.Max(1, bars.Max(bar => bar.Item2))).AddBars(bars);

        double Error(Horizon horizon, double probability)
        {
            var errors = sale.LibraryEstimates.Where(estimate => estimate.Horizon == horizon).Select(estimate => (100 * Math.Abs(estimate.Error), 1.0));
            var error = WeightedStatistics.Quantile(errors, probability);
            return double.IsNaN(error) ? 0 : error;
        }
    }

    private static SvgPlot Coverage(SaleAnalysis sale)
    {
        var bars = Enum.GetValues<Horizon>()
            .Select(horizon => (NameOf(horizon), 100 * CoveredShare([.. sale.LibraryEstimates.Where(estimate => estimate.Horizon == horizon)]), Orange))
            .ToArray();
        return new SvgPlot("Ready within the estimated p90 (goal: 85 to 95)", "remaining share of the wait", "percent", 1, 100)
            .AddBars(bars)
            .AddLine([(0, 85), (1, 85)], Blue, dashed: true)
            .AddLine([(0, 95), (1, 95)], Blue, dashed: true);

        static double CoveredShare(IReadOnlyList<ScoredEstimate> estimates) =>
            estimates.Count == 0 ? 0 : (double)estimates.Count(estimate => estimate.IsCovered) / estimates.Count;
    }

    private static SvgPlot AdmissionRate(SaleAnalysis sale)
    {
        var series = new AdmissionRateSeries(sale.Trace);
        return new SvgPlot("Admissions a second, and the bound (dashed)", "minutes", "admissions a second", series.Minutes, Math.Max(series.Admitted.Max(), series.Bound.Max()))
            .AddLine(series.ToPoints(series.Bound), Grey, dashed: true)
            .AddLine(series.ToPoints(series.Admitted), Blue);
    }

    private static SvgPlot Waits(SaleAnalysis sale)
    {
        var waits = Sample([.. sale.Trace.Admitted.Select(number => sale.Trace.Visitors[number]).OrderBy(visitor => visitor.ArrivesAt)
            .Select(visitor => (Arrival: visitor.ArrivesAt / 60e6, Wait: (visitor.EnteredAt - visitor.ArrivesAt) / 60e6))], MaxDots);
        return new SvgPlot(
            "Wait by arrival time",
            "minute of arrival",
            "minutes waited",
            waits.Select(visitor => visitor.Arrival).DefaultIfEmpty(1).Max(),
            waits.Select(visitor => visitor.Wait).DefaultIfEmpty(1).Max())
            .AddDots(waits, Blue);
    }

    private static SvgPlot Displacement(SaleAnalysis sale)
    {
        var total = Math.Max(1, sale.Fairness.Displacements.Sum());
        var bars = sale.Fairness.Displacements.Select((count, i) => (i == 0 ? "0" : Invariant($"{1 << (i - 1)}"), 100.0 * count / total, Orange)).ToArray();
        return new SvgPlot(
            "Displacement between joining and admission",
            "ranks, lower end of each bin",
            "percent of the admitted",
            1,
            bars.Length == 0 ? 1 : bars.Max(bar => bar.Item2)).AddBars(bars);
    }

    private static string NameOf(Horizon horizon) => horizon switch
    {
        Horizon.Join => "at join",
        Horizon.Half => "half",
        _ => "a tenth",
    };

    /// <summary>At most <paramref name="max"/> evenly spaced items.</summary>
    private static IReadOnlyList<T> Sample<T>(IReadOnlyList<T> items, int max) =>
        items.Count <= max ? items : [.. Enumerable.Range(0, max).Select(i => items[(int)((long)i * items.Count / max)])];
}
