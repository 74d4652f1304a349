using Spectre.Console;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Observation;
using static System.FormattableString;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>Shows the progress of a run: a live table, or a line every two seconds.</summary>
internal sealed class ProgressDisplay(CrowdOptions options, RunStatistics statistics, RunClock clock)
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(2);
    private readonly ProgressMeter _meter = new(statistics, clock);

    public async Task<T> ShowUntilCompletedAsync<T>(Task<T> run)
    {
        if (options.Plain)
        {
            await RepeatAsync(run, PlainInterval, () => Console.WriteLine(FormatLine(_meter.Read())));
            return await run;
        }

        await AnsiConsole.Live(CreateTable(_meter.Read())).AutoClear(true).StartAsync(display =>
            RepeatAsync(run, LiveInterval, () => display.UpdateTarget(CreateTable(_meter.Read()))));
        return await run;
    }

    private async Task RepeatAsync(Task run, TimeSpan interval, Action show)
    {
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, clock.DelayAsync(interval, CancellationToken.None));
            show();
        }
    }

    private string FormatLine(Progress progress)
    {
        var purchases = options.Purchase is null
            ? ""
            : Invariant($"orders {statistics.CountOf(PurchaseOutcome.Ordered)}  sold out {statistics.CountOf(PurchaseOutcome.SoldOut)}  ");
        var status = statistics.LatencyOf(CallKind.Status).GetPercentiles();
        return Invariant($"{progress.At.TotalSeconds,6:0.0} s  joined {progress.Joined}  waiting {progress.Waiting}  ready {progress.Ready}  admitted {progress.Admitted}  {progress.AdmissionsPerSecond:0.0}/s  ")
            + purchases
            + Invariant($"left or silent {progress.LeftOrSilent}  lost {progress.Lost}  retries {progress.Retries}  status p50/p95/p99 {Milliseconds.Format(status.P50)}/{Milliseconds.Format(status.P95)}/{Milliseconds.Format(status.P99)} ms");
    }

    private Table CreateTable(Progress progress)
    {
        var title = Invariant($"{options.EventId}: {progress.At.TotalSeconds:0} s of about {options.ExpectedDuration().TotalSeconds:0} s");
        var table = new Table().RoundedBorder().Title(Markup.Escape(title)).AddColumns("", "", "call", "p50 ms", "p95 ms", "p99 ms");
        table.Columns[1].RightAligned();
        var counters = Counters(progress);
        var calls = Enum.GetValues<CallKind>()
            .Select(kind => (Kind: kind, Latency: statistics.LatencyOf(kind).GetPercentiles()))
            .Where(call => call.Latency.Count > 0)
            .ToArray();
        for (var row = 0; row < Math.Max(counters.Length, calls.Length); row++)
        {
            var (counter, value) = row < counters.Length ? counters[row] : ("", "");
            var (call, p50, p95, p99) = row < calls.Length
                ? (CallNames.Of(calls[row].Kind), Milliseconds.Format(calls[row].Latency.P50), Milliseconds.Format(calls[row].Latency.P95), Milliseconds.Format(calls[row].Latency.P99))
                : ("", "", "", "");
            table.AddRow(counter, value, call, p50, p95, p99);
        }

        return table;
    }

    private (string Name, string Value)[] Counters(Progress progress) =>
    [
        ("joined", Invariant($"{progress.Joined} of {options.Visitors}")),
        ("waiting", Invariant($"{progress.Waiting}")),
        ("ready", Invariant($"{progress.Ready}")),
        ("admitted", Invariant($"[green]{progress.Admitted}[/]")),
        ("rate", Invariant($"{progress.AdmissionsPerSecond:0.0}/s of {options.AdmissionsPerSecond}/s")),
        ("left or silent", Invariant($"{progress.LeftOrSilent}")),
        ("lost", progress.Lost == 0 ? "0" : Invariant($"[red]{progress.Lost}[/]")),
        ("retries", Invariant($"{progress.Retries}")),
        .. options.Purchase is null ? [] : (ReadOnlySpan<(string, string)>)
        [
            ("orders", Invariant($"[green]{statistics.CountOf(PurchaseOutcome.Ordered)}[/]")),
            ("sold out", Invariant($"{statistics.CountOf(PurchaseOutcome.SoldOut)}")),
        ],
    ];
}
