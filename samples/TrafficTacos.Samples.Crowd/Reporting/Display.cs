using Spectre.Console;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Observation;
using static System.FormattableString;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>Shows a run while it runs: a table that is drawn anew, or a line every two seconds.</summary>
internal sealed class Display(CrowdOptions options, Ledger ledger, RunClock clock)
{
    private static readonly TimeSpan LiveEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainEvery = TimeSpan.FromSeconds(2);
    private readonly ProgressMeter _meter = new(ledger, clock);

    public async Task<T> ShowAsync<T>(Task<T> run)
    {
        if (options.Plain)
        {
            await RepeatAsync(run, PlainEvery, () => Console.WriteLine(Line(_meter.Look())));
            return await run;
        }

        await AnsiConsole.Live(Table(_meter.Look())).AutoClear(true).StartAsync(screen =>
            RepeatAsync(run, LiveEvery, () => screen.UpdateTarget(Table(_meter.Look()))));
        return await run;
    }

    private async Task RepeatAsync(Task run, TimeSpan pace, Action show)
    {
        while (!run.IsCompleted)
        {
            await Task.WhenAny(run, clock.DelayAsync(pace, CancellationToken.None));
            show();
        }
    }

    private string Line(Progress now)
    {
        var sale = options.Sale is null ? "" : Invariant($"orders {ledger.Ended(Outcome.Order)}  sold out {ledger.Ended(Outcome.SoldOut)}  ");
        var status = ledger.LatencyOf(CallKind.Status).Read();
        return Invariant($"{now.At.TotalSeconds,6:0.0} s  joined {now.Joined}  waiting {now.Waiting}  ready {now.Ready}  admitted {now.Admitted}  {now.PerSecond:0.0}/s  ")
            + sale + Invariant($"gone {now.Gone}  lost {now.Lost}  retries {now.Retries}  status p50/p95/p99 {Milliseconds.Of(status.P50)}/{Milliseconds.Of(status.P95)}/{Milliseconds.Of(status.P99)} ms");
    }

    private Table Table(Progress now)
    {
        var table = new Table().RoundedBorder().Title(Markup.Escape(Invariant($"{options.EventId}: {now.At.TotalSeconds:0} s of about {options.ExpectedDuration().TotalSeconds:0} s")))
            .AddColumns("", "", "call", "p50 ms", "p95 ms", "p99 ms");
        table.Columns[1].RightAligned();
        (string Name, string Value)[] left =
        [
            ("joined", Invariant($"{now.Joined} of {options.Visitors}")),
            ("waiting", Invariant($"{now.Waiting}")),
            ("ready", Invariant($"{now.Ready}")),
            ("admitted", Invariant($"[green]{now.Admitted}[/]")),
            ("rate", Invariant($"{now.PerSecond:0.0}/s of {options.Refill}/s")),
            ("left, silent", Invariant($"{now.Gone}")),
            ("lost", now.Lost == 0 ? "0" : Invariant($"[red]{now.Lost}[/]")),
            ("retries", Invariant($"{now.Retries}")),
            .. options.Sale is null ? [] : (ReadOnlySpan<(string, string)>)
            [
                ("orders", Invariant($"[green]{ledger.Ended(Outcome.Order)}[/]")),
                ("sold out", Invariant($"{ledger.Ended(Outcome.SoldOut)}")),
            ],
        ];
        var calls = Enum.GetValues<CallKind>().Select(kind => (Kind: kind, Times: ledger.LatencyOf(kind).Read())).Where(call => call.Times.Count > 0).ToArray();
        for (var row = 0; row < Math.Max(left.Length, calls.Length); row++)
        {
            var (head, value) = row < left.Length ? left[row] : ("", "");
            var (name, p50, p95, p99) = row < calls.Length
                ? (CallNames.Of(calls[row].Kind), Milliseconds.Of(calls[row].Times.P50), Milliseconds.Of(calls[row].Times.P95), Milliseconds.Of(calls[row].Times.P99))
                : ("", "", "", "");
            table.AddRow(head, value, name, p50, p95, p99);
        }

        return table;
    }
}
