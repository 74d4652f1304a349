using System.CommandLine;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Cli;

/// <summary>The command <c>replay</c>: parses its options into a <see cref="ReplayRunner"/>.</summary>
internal sealed class ReplayCommand(Option<ulong> seed)
{
    private const string Purpose =
        "Replays scaled-down scenarios concurrently and in real time over HTTP against a gateway with Redis, and compares each with simulations of the same visitors. "
        + "Without --gateway it starts the gateway of this repository. Without --redis it starts the redis-server on the PATH.";

    /// <summary>A burst, ghosts, and pauses while visitors abandon the queue.</summary>
    private static readonly string[] DefaultScenarios = ["flash", "ghosts", "pauses"];

    private readonly Argument<FileInfo[]> _files = new("scenario") { Description = $"Scenario files. [default: the bundled scenarios {string.Join(", ", DefaultScenarios)}]", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<int> _visitors = OptionFactory.Create<int>("--visitors", "N", "The number of visitors of each sale.", 1200, text => ParseInteger(text, 20, 20_000), "a whole number from 20 to 20000");
    private readonly Option<int> _seconds = OptionFactory.Create<int>("--seconds", "N", "The approximate time until the last admission of each sale.", 75, text => ParseInteger(text, 5, 3600), "a whole number from 5 to 3600");

    private readonly Option<Uri?> _gateway = new("--gateway")
    {
        HelpName = "URL",
        Description = "A running gateway (in Development, without a rate limit). Requires --redis.",
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
        Description = "The gateway's Redis as a StackExchange.Redis connection string, for example 127.0.0.1:6379. Each run uses new events, which expire. [default: REDIS_CONNECTION, otherwise a redis-server of its own]",
        CustomParser = result =>
        {
            try
            {
                if (ConfigurationOptions.Parse(result.Tokens[0].Value).EndPoints.Count > 0)
                    return result.Tokens[0].Value;
            }
            catch (ArgumentException)
            {
                // The error below does not repeat the value, because it may contain a password.
            }

            result.AddError("--redis expects a connection string such as 127.0.0.1:6379");
            return null;
        },
    };

    private readonly Option<FileInfo?> _out = new("--out") { HelpName = "FILE", Description = "The Markdown file of the comparison. It is replaced when the replay has finished. [default: none, the comparison is only printed]" };

    public Command Build()
    {
        var replay = new Command("replay", Purpose) { _files, seed, _visitors, _seconds, _gateway, _redis, _out };
        replay.SetAction((parsed, cancellationToken) => CreateRunner(parsed).RunAsync(cancellationToken));
        return replay;
    }

    private ReplayRunner CreateRunner(ParseResult parsed)
    {
        var files = parsed.GetValue(_files) ?? [];
        return new ReplayRunner(
            files.Length > 0 ? [.. files.Select(ScenarioReader.Read)] : [.. BundledScenarios.All().Where(scenario => DefaultScenarios.Contains(scenario.Name))],
            parsed.GetValue(_visitors),
            parsed.GetValue(_seconds),
            parsed.GetValue(seed),
            parsed.GetValue(_gateway),
            parsed.GetValue(_redis) ?? (Environment.GetEnvironmentVariable("REDIS_CONNECTION") is { Length: > 0 } connection ? connection : null),
            parsed.GetValue(_out));
    }

    private static int? ParseInteger(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number : null;
}
