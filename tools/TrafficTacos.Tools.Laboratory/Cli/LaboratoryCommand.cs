using System.CommandLine;
using System.Globalization;
using TrafficTacos.Queueing;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Cli;

/// <summary>The command line.</summary>
internal sealed class LaboratoryCommand
{
    private const string Purpose =
        "Simulates sales against the real engine of the waiting room, in virtual time and from a seed, and measures fairness, throughput and the accuracy of the estimated waits.";

    private readonly Argument<FileInfo[]> _files = new("scenario") { Description = "Scenario files. [default: the bundled scenarios]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _holdOut = new("--hold-out") { Description = "Use the 48 generated scenarios that the estimator was not tuned on, instead of files." };
    private readonly Option<(int First, int Last)> _generated = OptionFactory.Create<(int First, int Last)>("--generated", "FIRST-LAST", "Use the scenarios generated from these seeds, instead of files. Tune on these only.", default, ParseSeedRange, "a range of seeds such as 201-230");
    private readonly Option<(int First, int Last)> _conditions = OptionFactory.Create<(int First, int Last)>("--conditions", "FIRST-LAST", "Like --generated, with openings, draws, full shops, stops and sold-out sales.", default, ParseSeedRange, "a range of seeds such as 5001-5060");
    private readonly Option<ulong> _seed = OptionFactory.Create<ulong>("--seed", "N", "The seed of the visitors. The same seed gives the same results.", 1, text => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null, "a whole number");
    private readonly Option<double> _scale = OptionFactory.Create<double>("--scale", "FACTOR", "Scale visitors, rates and the bucket by this factor. Times stay.", 1, text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var scale) && scale is >= 0.001 and <= 100 ? scale : null, "a number from 0.001 to 100");
    private readonly Option<DirectoryInfo> _out = new("--out") { HelpName = "DIRECTORY", Description = "The directory of the report. It is replaced when all files are written.", DefaultValueFactory = _ => new DirectoryInfo("docs/proof") };

    public async Task<int> InvokeAsync(string[] args)
    {
        var run = new Command("run", "Simulates scenarios and prints their measures.") { _files, _holdOut, _generated, _conditions, _seed, _scale };
        run.SetAction((parsed, cancellationToken) => Task.FromResult(CreateRunner(parsed, cancellationToken).Run()));
        var compare = new Command("compare", "Simulates scenarios and compares estimators.") { _files, _holdOut, _generated, _conditions, _seed, _scale };
        compare.SetAction((parsed, cancellationToken) => Task.FromResult(CreateRunner(parsed, cancellationToken).CompareEstimators()));
        var prove = new Command("prove", "Simulates the bundled scenarios and the hold-out, and writes the report.") { _seed, _scale, _out };
        prove.SetAction((parsed, cancellationToken) => Task.FromResult(CreateRunner(parsed, cancellationToken).WriteReport(parsed.GetValue(_out)!)));
        var root = new RootCommand(Purpose) { run, compare, prove, new ReplayCommand(_seed).Build() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return await InvokeAsync(parsed);
        foreach (var error in parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal))
            await Console.Error.WriteLineAsync($"lab: {error}");
        await Console.Error.WriteLineAsync("lab: see --help");
        return ExitCode.InvalidInput;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is ScenarioException or ReplayException or WaitingRoomUnavailableException)
        {
            await Console.Error.WriteLineAsync($"lab: {exception.Message}");
            return ExitCode.InvalidInput;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"lab: the report cannot be written: {exception.Message}");
            return ExitCode.InvalidInput;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("lab: interrupted; nothing was written");
            return ExitCode.Interrupted;
        }
    }

    private SimulationRunner CreateRunner(ParseResult parsed, CancellationToken cancellationToken)
    {
        var scale = parsed.GetValue(_scale);
        var files = parsed.GetValue(_files) ?? [];
        var holdOut = parsed.GetValue(_holdOut);
        var generated = parsed.GetValue(_generated);
        var conditions = parsed.GetValue(_conditions);
        if ((holdOut ? 1 : 0) + (generated.Last > 0 ? 1 : 0) + (conditions.Last > 0 ? 1 : 0) + (files.Length > 0 ? 1 : 0) > 1)
            throw new ScenarioException("scenario files, --hold-out, --generated and --conditions exclude each other");
        IReadOnlyList<Scenario> scenarios = holdOut ? [.. ScenarioGenerator.HoldOut, .. ConditionGenerator.HoldOut]
            : generated.Last > 0 ? ScenarioGenerator.Generate(generated.First, generated.Last)
            : conditions.Last > 0 ? ConditionGenerator.Generate(conditions.First, conditions.Last)
            : files.Length > 0 ? [.. files.Select(ScenarioReader.Read)]
            : BundledScenarios.All();
        return new SimulationRunner([.. scenarios.Select(scenario => scenario.ScaleBy(scale))], scale, parsed.GetValue(_seed), cancellationToken);
    }

    private static (int First, int Last)? ParseSeedRange(string text) =>
        text.Split('-') is [var first, var last] && ParseSeed(first) is { } from && ParseSeed(last) is { } to && from <= to && to - from < 1000 ? (from, to) : null;

    private static int? ParseSeed(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) && seed > 0 ? seed : null;
}
