using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;

namespace TrafficTacos.Samples.Crowd.Cli;

/// <summary>The command line: its options, and how they become <see cref="CrowdOptions"/>.</summary>
internal sealed partial class CrowdCommand
{
    /// <summary>Development gateways take this token and let each request name its own virtual user.</summary>
    public const string LoadTestToken = "load-test-bypass-token";

    private const string Scenarios = "approve, fail, delay, random or timeout";
    private const int MostVisitors = 100_000;

    private readonly Option<Uri[]> _gateways = Options.Urls("--gateway", "A gateway; repeat for several. Visitors are spread round robin and go to the next one with every call.", "http://127.0.0.1:8000");
    private readonly Option<string> _prefix = Options.Text("--prefix", "PATH", "Where the queue is mapped. [default: /api/v1/queue]", "a path that starts with '/', like /api/v1/queue", PrefixOf);
    private readonly Option<string> _event = Options.Text("--event", "ID", "The event to join. [default: a fresh one, crowd-<random>]", "1 to 128 characters of A-Z a-z 0-9 . _ : -", EventOf);
    private readonly Option<int> _visitors = Options.Whole("--visitors", "N", "How many people come.", 2000, 1, MostVisitors);
    private readonly Option<double> _arriveOver = Options.Number("--arrive-over", "SECONDS", "They arrive at random within this time.", 2, 0, 86_400);
    private readonly Option<double> _ghosts = Options.Number("--ghosts", "PERCENT", "How many fall silent right after they joined.", 0, 0, 100);
    private readonly Option<double> _leavers = Options.Number("--leavers", "PERCENT", "How many leave after a random poll.", 0, 0, 100);
    private readonly Option<Uri> _then = Options.Text("--then", "URL", "A protected endpoint: everybody admitted sends a POST there with their pass in X-Reservation-Token.", Options.UrlExpected, Options.Url);
    private readonly Option<bool> _buy = new("--buy") { Description = "Everybody admitted goes the whole way: reserve with the pass, pay, confirm (at /api/v1 of the gateways)." };
    private readonly Option<int> _seats = Options.Whole("--seats", "N", "With --buy: how many seats each buyer wants.", 1, 1, 100);
    private readonly Option<int?> _hall = Options.OptionalWhole("--hall", "N", "With --buy: buyers name their seats, S-1 to S-N, and many want the same. [default: whichever are free]", 1, 10_000_000);
    private readonly Option<string> _scenario = Options.Text("--scenario", "NAME", "With --buy: what the payment service does, " + Scenarios + ". [default: approve]", Scenarios, ScenarioOf);
    private readonly Option<bool> _register = new("--register") { Description = "Everybody registers an account first and is its user. One address may do so 10 times a minute, unless the gateways run with RateLimit__AccountsPerMinute raised; the crowd waits as told." };
    private readonly Option<string> _bearer = Options.Text("--bearer", "TOKEN", $"Sent as Authorization: '{LoadTestToken}' (Development gateways; each visitor is a user of their own), 'none', or a real token (one user has one place, so it is sent with enter and --then only). [default: {LoadTestToken}]", "a token of visible characters, or 'none'", BearerOf);
    private readonly Option<double> _timeout = Options.Number("--timeout", "SECONDS", "The whole run; who is not in by then is lost.", 600, 1, 86_400);
    private readonly Option<double> _refill = Options.Number("--refill", "PER_SECOND", "The admission rate the gateways are configured with.", 50, 0.001, 1_000_000);
    private readonly Option<int> _capacity = Options.Whole("--capacity", "N", "The bucket's capacity the gateways are configured with.", 500, 1, 10_000_000);
    private readonly Option<int> _overdraft = Options.Whole("--overdraft", "N", "The overdraft the gateways are configured with.", 10, 0, 10_000_000);
    private readonly Option<int> _connections = Options.Whole("--connections", "N", "Requests under way at the same time, at most.", 256, 1, 10_000);
    private readonly Option<double?> _pollEvery = Options.OptionalNumber("--poll-every", "SECONDS", "Poll at this pace instead of as told.", 0.01, 3600);
    private readonly Option<bool> _sticky = new("--sticky") { Description = "Each visitor stays with one gateway." };
    private readonly Option<int> _seed = Options.Whole("--seed", "N", "Who arrives when, who is a ghost: the same seed, the same crowd.", 1, 0, int.MaxValue);
    private readonly Option<bool> _plain = new("--plain") { Description = "Lines instead of a live display. So it is, too, when the output goes to a file or a pipe." };
    private readonly Option<FileInfo> _json = Options.Text("--json", "FILE", "Write the summary here as JSON.", "a file in a directory that exists", FileOf);

    public RootCommand Build(Func<CrowdOptions, Task<int>> run)
    {
        var root = new RootCommand(HelpText.Purpose)
        {
            _gateways, _prefix, _event, _visitors, _arriveOver, _ghosts, _leavers, _then, _buy, _seats, _hall, _scenario, _register, _bearer, _timeout, _refill,
            _capacity, _overdraft, _connections, _pollEvery, _sticky, _seed, _plain, _json,
        };
        root.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Children.Any(child => child.Errors.Any()))
                return;
            if (result.GetValue(_ghosts) + result.GetValue(_leavers) > 100)
                result.AddError($"--ghosts and --leavers together expect at most 100 percent, not {result.GetValue(_ghosts)} + {result.GetValue(_leavers)}");
            if (result.GetValue(_buy) && result.GetValue(_then) is not null)
                result.AddError("--buy expects no --then: a pass is used once");
            if (result.GetValue(_buy) && !result.GetValue(_register) && result.GetValue(_bearer) is not null and not LoadTestToken)
                result.AddError("--buy expects a user for each buyer: the load-test token, or --register");
            if (result.GetValue(_hall) is { } hall && hall < result.GetValue(_seats))
                result.AddError($"--hall expects at least the {result.GetValue(_seats)} seats that each buyer wants, not '{hall}'");
        });
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!);
        root.SetAction(parsed => run(Read(parsed)));
        return root;
    }

    private CrowdOptions Read(ParseResult parsed) => new()
    {
        Gateways = parsed.GetValue(_gateways)!,
        Prefix = parsed.GetValue(_prefix) ?? "/api/v1/queue",
        EventId = parsed.GetValue(_event) ?? $"crowd-{Guid.NewGuid().ToString("N")[..12]}",
        Visitors = parsed.GetValue(_visitors),
        ArriveOver = TimeSpan.FromSeconds(parsed.GetValue(_arriveOver)),
        GhostPercent = parsed.GetValue(_ghosts),
        LeaverPercent = parsed.GetValue(_leavers),
        Then = parsed.GetValue(_then),
        Sale = parsed.GetValue(_buy) ? new Sale(parsed.GetValue(_seats), parsed.GetValue(_hall), parsed.GetValue(_scenario)) : null,
        Register = parsed.GetValue(_register),
        Bearer = parsed.GetValue(_bearer) switch { null => LoadTestToken, "none" => null, var token => token },
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        Refill = parsed.GetValue(_refill),
        Capacity = parsed.GetValue(_capacity),
        Overdraft = parsed.GetValue(_overdraft),
        Connections = parsed.GetValue(_connections),
        PollEvery = parsed.GetValue(_pollEvery) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Sticky = parsed.GetValue(_sticky),
        Seed = parsed.GetValue(_seed),
        Plain = parsed.GetValue(_plain) || Console.IsOutputRedirected,
        Json = parsed.GetValue(_json),
    };

    private static string? ScenarioOf(string text) => text is "approve" or "fail" or "delay" or "random" or "timeout" ? text : null;

    private static string? PrefixOf(string text) =>
        PrefixPattern().IsMatch(text) ? text.TrimEnd('/') : null;

    private static string? EventOf(string text) => EventPattern().IsMatch(text) ? text : null;

    private static string? BearerOf(string text) => BearerPattern().IsMatch(text) ? text : null;

    private static FileInfo? FileOf(string text) =>
        text.Length > 0 && !Directory.Exists(text) && new FileInfo(text) is { Directory.Exists: true } file ? file : null;

    [GeneratedRegex(@"^/[A-Za-z0-9._~/-]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrefixPattern();

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,128}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventPattern();

    [GeneratedRegex(@"^[\x21-\x7E]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BearerPattern();
}
