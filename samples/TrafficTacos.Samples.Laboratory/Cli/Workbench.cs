using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Cli;

/// <summary>Runs scenarios one after the other, tells how far it is, and hands on what was found.</summary>
internal sealed class Workbench(IReadOnlyList<Scenario> scenarios, double scale, ulong seed, CancellationToken stop)
{
    public int Run() => Verdict([.. Simulate(scenarios, Print)]);

    public int Compare()
    {
        var found = Simulate(scenarios, _ => { }).ToArray();
        foreach (var line in Tables.Contest(found))
            Console.WriteLine(line);
        return Verdict(found);
    }

    public int Prove(DirectoryInfo directory)
    {
        var shipped = Simulate(scenarios, Print).ToArray();
        var holdOut = Simulate([.. ScenarioGenerator.HoldOut.Select(scenario => scenario.By(scale))], Print).ToArray();
        new Proof(shipped, holdOut, seed, scale).Write(directory);
        Console.WriteLine($"written: {directory}");
        return Verdict([.. shipped, .. holdOut]);
    }

    private IEnumerable<Findings> Simulate(IReadOnlyList<Scenario> list, Action<Findings> then)
    {
        foreach (var scenario in list)
        {
            var started = TimeProvider.System.GetTimestamp();
            var trace = Sale.Run(scenario, seed, done => Progress(scenario, done));
            Progress(scenario, 1);
            var findings = Findings.Of(trace);
            var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            Console.Error.WriteLine(Invariant($"\r{scenario.Name}: {scenario.Visitors} visitors, {trace.Polls} polls in {took:0.0} s, {Environment.WorkingSet / 1e6:0} MB    "));
            then(findings);
            yield return findings;
        }
    }

    private void Progress(Scenario scenario, double done)
    {
        stop.ThrowIfCancellationRequested();
        if (!Console.IsErrorRedirected)
            Console.Error.Write(Invariant($"\r{scenario.Name}: {100 * done:0} %    "));
    }

    private static void Print(Findings findings)
    {
        foreach (var line in Tables.Sale(findings))
            Console.WriteLine(line);
    }

    private static int Verdict(IReadOnlyList<Findings> found)
    {
        var wrong = found.Sum(item => Tables.Wrong(item.Trace.Verdicts));
        Console.WriteLine(wrong == 0
            ? "VERDICT: all zeros (inversions, broken promises, bound violations, second places, positions that rose)"
            : Invariant($"VERDICT: {wrong} findings"));
        return wrong == 0 ? ExitCode.Done : ExitCode.VerdictNotZero;
    }
}
