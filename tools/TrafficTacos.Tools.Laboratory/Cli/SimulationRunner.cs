using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Reporting;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Cli;

/// <summary>Simulates scenarios one after another, shows the progress, and prints or writes the results.</summary>
internal sealed class SimulationRunner(IReadOnlyList<Scenario> scenarios, double scale, ulong seed, CancellationToken cancellationToken)
{
    public int Run() => PrintResult([.. Simulate(scenarios, Print)]);

    public int CompareEstimators()
    {
        var sales = Simulate(scenarios, _ => { }).ToArray();
        foreach (var line in TextTables.EstimatorComparison(sales))
            Console.WriteLine(line);
        return PrintResult(sales);
    }

    public int WriteReport(DirectoryInfo directory)
    {
        var bundled = Simulate(scenarios, Print).ToArray();
        var holdOut = Simulate([.. ScenarioGenerator.HoldOut.Select(scenario => scenario.ScaleBy(scale))], Print).ToArray();
        var conditions = Simulate([.. ConditionGenerator.HoldOut.Select(scenario => scenario.ScaleBy(scale))], Print).ToArray();
        var known = Simulate([.. ScenarioGenerator.Known.Select(scenario => scenario.ScaleBy(scale))], Print).ToArray();
        new ReportWriter(bundled, holdOut, conditions, known, seed, scale).Write(directory);
        Console.WriteLine($"written: {directory}");
        return PrintResult([.. bundled, .. holdOut, .. conditions, .. known]);
    }

    private IEnumerable<SaleAnalysis> Simulate(IReadOnlyList<Scenario> list, Action<SaleAnalysis> completed)
    {
        foreach (var scenario in list)
        {
            var started = TimeProvider.System.GetTimestamp();
            var trace = SaleSimulation.Run(scenario, seed, share => ShowProgress(scenario, share));
            ShowProgress(scenario, 1);
            var sale = SaleAnalysis.Of(trace);
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            Console.Error.WriteLine(Invariant($"\r{scenario.Name}: {scenario.VisitorCount} visitors, {trace.Polls} polls in {seconds:0.0} s, {Environment.WorkingSet / 1e6:0} MB    "));
            completed(sale);
            yield return sale;
        }
    }

    private void ShowProgress(Scenario scenario, double share)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Console.IsErrorRedirected)
            Console.Error.Write(Invariant($"\r{scenario.Name}: {100 * share:0} %    "));
    }

    private static void Print(SaleAnalysis sale)
    {
        foreach (var line in TextTables.Sale(sale))
            Console.WriteLine(line);
    }

    private static int PrintResult(IReadOnlyList<SaleAnalysis> sales)
    {
        var violations = sales.Sum(sale => sale.Trace.Violations.Total);
        Console.WriteLine(violations == 0
            ? "PASSED: no violations (order inversions, broken promises, bound violations, duplicate places, position increases)"
            : Invariant($"FAILED: violations: {violations}"));
        return violations == 0 ? ExitCode.Success : ExitCode.Failed;
    }
}
