using System.CommandLine;
using System.Globalization;
using TrafficTacos.Queueing;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Cli;

/// <summary>The command line.</summary>
internal sealed class LabCommand
{
    private const string Purpose =
        "The laboratory of the waiting room: hours of a sale in seconds, against the real engine in virtual time, from one seed. "
        + "It measures order, promises, the bound, how the rate is used, and how good the estimated waits are.";

    private readonly Argument<FileInfo[]> _files = new("scenario") { Description = "Scenario files. [default: those beside the program]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _holdOut = new("--hold-out") { Description = "Instead of files: the twelve generated sales that the estimator was not tuned on." };
    private readonly Option<(int First, int Last)> _drawn = Options.Number<(int First, int Last)>("--drawn", "FIRST-LAST", "Instead of files: the sales that these seeds generate, to tune on.", default, Seeds, "two seeds such as 201-230");
    private readonly Option<ulong> _seed = Options.Number<ulong>("--seed", "N", "The same seed, the same sale.", 1, text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null, "a whole number");
    private readonly Option<double> _scale = Options.Number<double>("--scale", "FACTOR", "People, rates and bucket times this; times stay.", 1, text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale is >= 0.001 and <= 100 ? scale : null, "a number from 0.001 to 100");
    private readonly Option<DirectoryInfo> _out = new("--out") { HelpName = "DIRECTORY", Description = "Where the report goes; what is there is replaced when all is written.", DefaultValueFactory = _ => new DirectoryInfo("docs/proof") };

    public async Task<int> InvokeAsync(string[] args)
    {
        var run = new Command("run", "Simulates scenarios and prints what was measured.") { _files, _holdOut, _drawn, _seed, _scale };
        run.SetAction((parsed, stop) => Task.FromResult(Bench(parsed, stop).Run()));
        var contest = new Command("contest", "Simulates scenarios and compares estimators.") { _files, _holdOut, _drawn, _seed, _scale };
        contest.SetAction((parsed, stop) => Task.FromResult(Bench(parsed, stop).Compare()));
        var prove = new Command("prove", "Simulates the shipped scenarios and the hold-out, and writes the report.") { _seed, _scale, _out };
        prove.SetAction((parsed, stop) => Task.FromResult(Bench(parsed, stop).Prove(parsed.GetValue(_out)!)));
        var root = new RootCommand(Purpose) { run, contest, prove, new ReplayCommand(_seed).Build() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await GuardAsync(parsed);
        foreach (var error in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            await Console.Error.WriteLineAsync($"lab: {error}");
        await Console.Error.WriteLineAsync("lab: see --help");
        return ExitCode.BadInput;
    }

    private static async Task<int> GuardAsync(ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is ScenarioException or ReplayException or WaitingRoomUnavailableException)
        {
            await Console.Error.WriteLineAsync($"lab: {exception.Message}");
            return ExitCode.BadInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"lab: the report cannot be written: {exception.Message}");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("lab: interrupted; nothing was written");
            return ExitCode.Interrupted;
        }
    }

    private Workbench Bench(ParseResult parsed, CancellationToken stop)
    {
        var scale = parsed.GetValue(_scale);
        var files = parsed.GetValue(_files) ?? [];
        var drawn = parsed.GetValue(_drawn);
        if ((parsed.GetValue(_holdOut) ? 1 : 0) + (drawn.Last > 0 ? 1 : 0) + (files.Length > 0 ? 1 : 0) > 1)
            throw new ScenarioException("scenario files, --hold-out or --drawn: one of them");
        IReadOnlyList<Scenario> scenarios = parsed.GetValue(_holdOut) ? ScenarioGenerator.HoldOut
            : drawn.Last > 0 ? ScenarioGenerator.Drawn(drawn.First, drawn.Last)
            : files.Length > 0 ? [.. files.Select(ScenarioReader.Read)]
            : ShippedScenarios.All();
        return new Workbench([.. scenarios.Select(scenario => scenario.By(scale))], scale, parsed.GetValue(_seed), stop);
    }

    private static (int First, int Last)? Seeds(string text) =>
        text.Split('-') is [var first, var last] && Seed(first) is { } from && Seed(last) is { } to && from <= to && to - from < 1000 ? (from, to) : null;

    private static int? Seed(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed > 0 ? seed : null;
}
