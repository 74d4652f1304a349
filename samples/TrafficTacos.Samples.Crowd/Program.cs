using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;
using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Gateways;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Reporting;
using TrafficTacos.Samples.Crowd.Visitors;
using static System.FormattableString;

var parsed = new CrowdCommand().Build(RunAsync).Parse(args);
if (parsed.Errors.Count == 0)
    return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
foreach (var error in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
    Console.Error.WriteLine($"crowd: {error}");
Console.Error.WriteLine("crowd: see --help");
return ExitCode.BadInput;

static async Task<int> RunAsync(CrowdOptions options)
{
    using var interrupt = new CancellationTokenSource();
    void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        interrupt.Cancel();
    }

    using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var http = Connections.Open(options.Connections);
    try
    {
        if (await Preflight.CheckAsync(http, options, interrupt.Token) is { } trouble)
            return Fail(trouble, ExitCode.NoGateway);
    }
    catch (OperationCanceledException)
    {
        return ExitCode.Interrupted;
    }

    var expected = options.ExpectedDuration();
    Console.WriteLine(Invariant($"{options.Visitors} visitors for {options.EventId} within {options.ArriveOver.TotalSeconds} s; at {options.Refill}/s this takes about {expected.TotalSeconds:0} s. Ctrl-C stops it."));
    if (expected > options.Timeout)
        Console.Error.WriteLine(Invariant($"crowd: that is longer than --timeout {options.Timeout.TotalSeconds}: the last visitors will be lost"));

    var clock = new RunClock(TimeProvider.System);
    var ledger = new Ledger(options.Visitors);
    var crowd = new CrowdRun(options, clock, ledger, http);
    var records = await new Display(options, ledger, clock).ShowAsync(crowd.RunAsync(interrupt.Token));
    if (crowd.Trouble is not null)
        return Fail(crowd.Trouble, ExitCode.BadInput);

    var summary = new Summarizer(options, ledger, clock).Summarize(records, interrupt.IsCancellationRequested);
    return await ReportAsync(summary, options);
}

static async Task<int> ReportAsync(Summary summary, CrowdOptions options)
{
    foreach (var line in SummaryText.Lines(summary))
        Console.WriteLine(line);
    if (options.Plain)
        Console.WriteLine(SummaryText.Verdict(summary));
    else
        AnsiConsole.MarkupLineInterpolated($"[bold {(summary.AllZeros ? "green" : "red")}]{SummaryText.Verdict(summary)}[/]");

    if (options.Json is not null)
    {
        try
        {
            await File.WriteAllBytesAsync(options.Json.FullName, JsonSerializer.SerializeToUtf8Bytes(summary, SummaryJson.Default.Summary));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail($"--json {options.Json} cannot be written: {e.Message}", ExitCode.BadInput);
        }
    }

    if (summary.Interrupted)
        return ExitCode.Interrupted;
    return summary.AllZeros ? ExitCode.AllZeros : ExitCode.VerdictNotZero;
}

static int Fail(string trouble, int status)
{
    Console.Error.WriteLine($"crowd: {trouble}");
    return status;
}
