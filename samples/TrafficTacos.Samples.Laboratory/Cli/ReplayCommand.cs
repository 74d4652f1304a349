using System.CommandLine;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Cli;

/// <summary>The command <c>replay</c>: its options, and how they become a <see cref="ReplayBench"/>.</summary>
internal sealed class ReplayCommand(Option<ulong> seed)
{
    private const string Purpose =
        "Replays scenarios in real time, scaled down and all side by side, over HTTP against a real gateway on a real Redis, and compares each with its simulation. "
        + "Without --gateway it starts the gateway of this repository, and without --redis a redis-server of the PATH.";

    /// <summary>The burst, the ghosts, and an operator who stops the sale while people give up.</summary>
    private static readonly string[] Usual = ["flash", "ghosts", "pauses"];

    private readonly Argument<FileInfo[]> _files = new("scenario") { Description = $"Scenario files. [default: of those beside the program {string.Join(", ", Usual)}]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<int> _visitors = Options.Number<int>("--visitors", "N", "How many come to each sale.", 1200, text => Whole(text, 20, 20_000), "a whole number from 20 to 20000");
    private readonly Option<int> _seconds = Options.Number<int>("--seconds", "N", "About how long each sale takes until the last one is in.", 75, text => Whole(text, 5, 3600), "a whole number from 5 to 3600");

    private readonly Option<Uri?> _gateway = new("--gateway")
    {
        HelpName = "URL",
        Description = "A gateway that runs already (in Development, without a rate limit). Expects --redis.",
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            result.AddError($"--gateway expects an address such as http://127.0.0.1:8000, not '{result.Tokens[0].Value}'");
            return null;
        },
    };

    private readonly Option<string?> _redis = new("--redis")
    {
        HelpName = "CONNECTION",
        Description = "The gateway's Redis, as StackExchange.Redis reads it, for example 127.0.0.1:6379. Fresh events are used; they expire by themselves. [default: REDIS_CONNECTION, else a redis-server of its own]",
        CustomParser = result =>
        {
            try
            {
                if (ConfigurationOptions.Parse(result.Tokens[0].Value).EndPoints.Count > 0)
                    return result.Tokens[0].Value;
            }
            catch (ArgumentException)
            {
                // Said below, without the value: it may hold a password.
            }

            result.AddError("--redis expects a connection string such as 127.0.0.1:6379");
            return null;
        },
    };

    private readonly Option<FileInfo?> _out = new("--out") { HelpName = "FILE", Description = "Where the comparison goes, as Markdown; what is there is replaced when all is over. [default: it is only printed]" };

    public Command Build()
    {
        var replay = new Command("replay", Purpose) { _files, seed, _visitors, _seconds, _gateway, _redis, _out };
        replay.SetAction((parsed, stop) => Bench(parsed).RunAsync(stop));
        return replay;
    }

    private ReplayBench Bench(ParseResult parsed)
    {
        var given = parsed.GetValue(_files) ?? [];
        return new ReplayBench(
            given.Length > 0 ? [.. given.Select(ScenarioReader.Read)] : [.. ShippedScenarios.All().Where(scenario => Usual.Contains(scenario.Name))],
            parsed.GetValue(_visitors),
            parsed.GetValue(_seconds),
            parsed.GetValue(seed),
            parsed.GetValue(_gateway),
            parsed.GetValue(_redis) ?? (Environment.GetEnvironmentVariable("REDIS_CONNECTION") is { Length: > 0 } configured ? configured : null),
            parsed.GetValue(_out));
    }

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
