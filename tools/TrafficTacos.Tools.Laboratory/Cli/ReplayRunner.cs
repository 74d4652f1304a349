using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Reporting;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Laboratory.Cli;

/// <summary>Scales scenarios down, replays them concurrently, shows the progress, and compares each with simulations.</summary>
internal sealed class ReplayRunner(
    IReadOnlyList<Scenario> scenarios, int visitors, int seconds, ulong seed, Uri? gateway, string? redis, FileInfo? file)
{
    /// <summary>Enough visitors to find out the length of a sale.</summary>
    private const double LengthProbeVisitors = 2000;

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sales = scenarios.Select(Scale).ToArray();
        cancellationToken.ThrowIfCancellationRequested();
        await using var environment = await ReplayEnvironment.StartAsync(gateway, redis, cancellationToken);
        var results = await ReplayAsync(environment, Array.ConvertAll(sales, sale => sale.Scenario), cancellationToken);
        var replayed = sales.Select((sale, i) => new ReplayedSale(
            sale.Scenario, sale.VisitorFactor, sale.TimeFactor, results[i], results[i].Compare(sale.Scenario, seed, cancellationToken))).ToArray();
        var page = ReplayReport.Create(replayed, seed);
        Console.WriteLine(page);
        if (file is not null)
        {
            ReplayReport.Write(page, file);
            Console.WriteLine($"written: {file}");
        }

        var outside = replayed.Sum(sale => sale.OutsideTolerance);
        Console.WriteLine(outside == 0
            ? "PASSED: no violations, and every measure is within its tolerance"
            : Invariant($"FAILED: measures outside their tolerance: {outside}"));
        return outside == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private (Scenario Scenario, double VisitorFactor, double TimeFactor) Scale(Scenario scenario)
    {
        if (scenario.Schedule is not null || scenario.Shopping is not null || scenario.Changes.Any(change => change.To is not null || change.Message is not null))
            throw new ScenarioException($"{scenario.Name}: a replay knows no schedule, no visits, no modes but paused, and no messages");
        // A small simulation determines the time until the last admission.
        var probe = scenario.ScaleBy(Math.Min(1, LengthProbeVisitors / scenario.VisitorCount));
        var length = new ObservedMetrics(SaleSimulation.Run(probe, seed)).Length;
        if (!(length > 0))
            throw new ScenarioException($"{scenario.Name}: it admits nobody, so there is nothing to replay");
        var defaults = new BucketSettings();
        if (scenario.Bucket.Overdraft != defaults.Overdraft || scenario.Bucket.OverdraftPositions != defaults.OverdraftPositions)
            throw new ScenarioException($"{scenario.Name}: a replay requires the default overdraft and overdraft_positions, which cannot be changed at run time");
        var (visitorFactor, timeFactor) = (visitors / (double)scenario.VisitorCount, seconds / length);
        return (scenario.ScaleForReplay(visitorFactor, timeFactor), visitorFactor, timeFactor);
    }

    private async Task<ReplayResult[]> ReplayAsync(ReplayEnvironment environment, Scenario[] sales, CancellationToken cancellationToken)
    {
        using var client = new GatewayClient(environment.Gateway);
        await client.CheckAsync(cancellationToken);
        var run = Guid.NewGuid().ToString("N")[..8];
        await client.WarmUpAsync(Invariant($"replay-{run}-warm-up"), cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var replays = sales.Select((sale, i) => new SaleReplay(sale, seed, Invariant($"replay-{run}-{i}"), client, environment.Store, ended.Token)).ToArray();
        try
        {
            var tasks = replays.Select(replay => replay.RunAsync()).ToArray();
            await ShowProgressAsync(sales, replays, tasks, ended);
            return await Task.WhenAll(tasks);
        }
        finally
        {
            foreach (var replay in replays)
                replay.Dispose();
        }
    }

    /// <summary>Updates a line every second. If one replay fails, it cancels the others.</summary>
    private static async Task ShowProgressAsync(Scenario[] sales, SaleReplay[] replays, Task[] tasks, CancellationTokenSource ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (!Array.TrueForAll(tasks, task => task.IsCompleted))
        {
            if (Array.Exists(tasks, task => task.IsFaulted))
                await ended.CancelAsync();
            if (!Console.IsErrorRedirected)
                Console.Error.Write("\r" + string.Join(", ", replays.Select((replay, i) => Invariant($"{sales[i].Name}: {replay.Progress.Done} of {replay.Progress.Total}"))) + "    ");
            await Task.WhenAny(Task.WhenAll(tasks), timer.WaitForNextTickAsync(CancellationToken.None).AsTask());
        }

        if (!Console.IsErrorRedirected)
            Console.Error.WriteLine();
    }
}
