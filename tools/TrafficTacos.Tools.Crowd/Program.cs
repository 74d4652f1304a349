using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Gateways;
using TrafficTacos.Tools.Crowd.Observation;
using TrafficTacos.Tools.Crowd.Reporting;
using TrafficTacos.Tools.Crowd.Visitors;
using static System.FormattableString;

return await new CrowdCommand().InvokeAsync(args, RunAsync);

static async Task<int> RunAsync(CrowdOptions options)
{
    using var interrupt = new CancellationTokenSource();
    void Interrupt(PosixSignalContext signal)
    {
        signal.Cancel = true;
        interrupt.Cancel();
    }

    using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
    using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
    using var http = HttpClientFactory.Create(options.Connections);
    try
    {
        if (await PreflightCheck.RunAsync(http, options, interrupt.Token) is { } error)
            return Fail(error, ExitCode.GatewayUnreachable);
    }
    catch (OperationCanceledException)
    {
        return ExitCode.Interrupted;
    }

    var expected = options.ExpectedDuration();
    Console.WriteLine(Invariant($"{options.Visitors} visitors join {options.EventId} within {options.ArriveOver.TotalSeconds} s. At {options.AdmissionsPerSecond}/s this takes about {expected.TotalSeconds:0} s. Ctrl-C stops it."));
    if (expected > options.Timeout)
        Console.Error.WriteLine(Invariant($"crowd: this exceeds --timeout {options.Timeout.TotalSeconds}, so the last visitors will be lost"));

    var clock = new RunClock(TimeProvider.System);
    var statistics = new RunStatistics(options.Visitors);
    var run = new CrowdRun(options, clock, statistics, http);
    var records = await new ProgressDisplay(options, statistics, clock).ShowUntilCompletedAsync(run.RunAsync(interrupt.Token));
    if (run.Error is not null)
        return Fail(run.Error, ExitCode.InvalidInput);

    var summary = new SummaryBuilder(options, statistics, clock).Build(records, run.Draw, interrupt.IsCancellationRequested);
    return await ReportAsync(summary, options);
}

static async Task<int> ReportAsync(Summary summary, CrowdOptions options)
{
    foreach (var line in SummaryText.Lines(summary))
        Console.WriteLine(line);
    if (options.Plain)
        Console.WriteLine(SummaryText.Result(summary));
    else
        AnsiConsole.MarkupLineInterpolated($"[bold {(summary.Passed ? "green" : "red")}]{SummaryText.Result(summary)}[/]");

    if (options.Json is not null)
    {
        try
        {
            await File.WriteAllBytesAsync(options.Json.FullName, JsonSerializer.SerializeToUtf8Bytes(summary, SummaryJson.Default.Summary));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail($"--json {options.Json} cannot be written: {exception.Message}", ExitCode.InvalidInput);
        }
    }

    if (summary.Interrupted)
        return ExitCode.Interrupted;
    return summary.Passed ? ExitCode.Success : ExitCode.ChecksFailed;
}

static int Fail(string error, int status)
{
    Console.Error.WriteLine($"crowd: {error}");
    return status;
}
