using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;

var all = Contest.All.ToDictionary(candidate => candidate.Name, _ => new List<IReadOnlyList<Forecast>>(), StringComparer.Ordinal);
foreach (var file in args)
{
    var scenario = ScenarioReader.Read(new FileInfo(file));
    var started = TimeProvider.System.GetTimestamp();
    var trace = Sale.Run(scenario, 1);
    var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    var v = trace.Verdicts;
    var (f, t) = (Fairness.Of(trace), Throughput.Of(trace));
    var fates = trace.People.GroupBy(p => p.Fate).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}");
    Console.WriteLine(Invariant($"{scenario.Name}: {scenario.Visitors} visitors, {trace.Polls} polls, {took:0.0} s, {Environment.WorkingSet / 1e6:0} MB; {string.Join(", ", fates)}"));
    Console.WriteLine(Invariant($"   inversions {v.Inversions} promises {v.BrokenPromises} bound {v.BoundViolations} second {v.SecondPlaces} tau {f.KendallTau:0.0000} maxdisp {f.MaximumDisplacement} p99 {f.P99Displacement} util {t.Utilisation:0.000} blocked {t.HeadBlocked:0}"));
    foreach (var candidate in Contest.All)
    {
        var forecasts = Forecasts.Of(trace, candidate);
        if (forecasts.Count > 0)
            all[candidate.Name].Add(forecasts);
        Print(candidate.Name, [forecasts]);
        if (candidate == Contest.Library)
        {
            foreach (var horizon in Enum.GetValues<Horizon>())
                Print("   " + horizon, [forecasts.Where(x => x.Horizon == horizon).ToList()]);
            Print("   steady", [forecasts.Where(x => x.Steady).ToList()]);
        }
    }
}

Console.WriteLine("ALL");
foreach (var candidate in Contest.All)
{
    Print(candidate.Name, all[candidate.Name]);
    Print("   steady", all[candidate.Name].Select(s => (IReadOnlyList<Forecast>)s.Where(x => x.Steady).ToList()).Where(s => s.Count > 0).ToList());
}

static void Print(string name, IReadOnlyList<IReadOnlyList<Forecast>> sales)
{
    var s = EstimateScore.Of(sales.Where(x => x.Count > 0));
    Console.WriteLine(Invariant($"   {name,-20} n {s.Count,6} median {s.Median:0.000} p90 {s.P90:0.000} bias {s.Bias:+0.000;-0.000} mean {s.MeanBias:+0.000;-0.000} cover {s.Coverage:0.000} confident {s.Confident:0.00} right {s.ConfidentRight:0.000}"));
}
