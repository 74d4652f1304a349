using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;
using static System.FormattableString;

namespace TrafficTacos.Samples.Laboratory.Cli;

/// <summary>Scales scenarios down, plays them side by side in real time, tells how far they are, and compares.</summary>
internal sealed class ReplayBench(
    IReadOnlyList<Scenario> scenarios, int visitors, int seconds, ulong seed, Uri? gateway, string? redis, FileInfo? file)
{
    /// <summary>How many people are enough to know how long a sale takes.</summary>
    private const double Sample = 2000;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var sales = scenarios.Select(Shrink).ToArray();
        stop.ThrowIfCancellationRequested();
        await using var stage = await Stage.SetAsync(gateway, redis, stop);
        var replayed = await PlayAsync(stage, Array.ConvertAll(sales, sale => sale.Scenario), stop);
        var found = sales.Select((sale, i) => new ReplayedSale(
            sale.Scenario, sale.People, sale.Time, replayed[i], replayed[i].Beside(sale.Scenario, seed, stop))).ToArray();
        var page = ReplayPage.Of(found, seed);
        Console.WriteLine(page);
        if (file is not null)
        {
            ReplayPage.Write(page, file);
            Console.WriteLine($"written: {file}");
        }

        var outside = found.Sum(sale => sale.Outside);
        Console.WriteLine(outside == 0
            ? "VERDICT: all zeros, and every measure within its tolerance"
            : Invariant($"VERDICT: {outside} measures are not what they must be"));
        return outside == 0 ? ExitCode.Done : ExitCode.VerdictNotZero;
    }

    private (Scenario Scenario, double People, double Time) Shrink(Scenario scenario)
    {
        // The simulation knows when the last one is in.
        var length = new Outcome(Sale.Run(scenario.By(Math.Min(1, Sample / scenario.Visitors)), seed)).Length;
        if (!(length > 0))
            throw new ScenarioException($"{scenario.Name}: nobody is admitted in it, so there is nothing to replay");
        if (scenario.Bucket.Overdraft != new Bucket().Overdraft || scenario.Bucket.Bypass != new Bucket().Bypass)
            throw new ScenarioException($"{scenario.Name}: a replay expects the usual overdraft and bypass; an operator cannot change them");
        var (people, time) = (visitors / (double)scenario.Visitors, seconds / length);
        return (scenario.Shrink(people, time), people, time);
    }

    private async Task<Replayed[]> PlayAsync(Stage stage, Scenario[] sales, CancellationToken stop)
    {
        using var door = new GatewayClient(stage.Gateway);
        await door.CheckAsync(stop);
        var run = Guid.NewGuid().ToString("N")[..8];
        await door.WarmUpAsync(Invariant($"replay-{run}-warm-up"), stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var replays = sales.Select((sale, i) => new Replay(sale, seed, Invariant($"replay-{run}-{i}"), door, stage.Store, over.Token)).ToArray();
        try
        {
            var running = replays.Select(replay => replay.RunAsync()).ToArray();
            await ShowAsync(sales, replays, running, over);
            return await Task.WhenAll(running);
        }
        finally
        {
            foreach (var replay in replays)
                replay.Dispose();
        }
    }

    /// <summary>A line a second while they run; one that fails ends the others.</summary>
    private static async Task ShowAsync(Scenario[] sales, Replay[] replays, Task[] running, CancellationTokenSource over)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (!Array.TrueForAll(running, task => task.IsCompleted))
        {
            if (Array.Exists(running, task => task.IsFaulted))
                await over.CancelAsync();
            if (!Console.IsErrorRedirected)
                Console.Error.Write("\r" + string.Join(", ", replays.Select((replay, i) => Invariant($"{sales[i].Name}: {replay.Progress.Through} of {replay.Progress.Of}"))) + "    ");
            await Task.WhenAny(Task.WhenAll(running), pace.WaitForNextTickAsync(CancellationToken.None).AsTask());
        }

        if (!Console.IsErrorRedirected)
            Console.Error.WriteLine();
    }
}
