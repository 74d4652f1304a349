using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;

namespace TrafficTacos.Tools.Crowd.Cli;

/// <summary>The command line: parses its options into <see cref="CrowdOptions"/>.</summary>
internal sealed partial class CrowdCommand
{
    /// <summary>Gateways in Development accept this token, and take the user of each request from a header.</summary>
    public const string LoadTestToken = "load-test-bypass-token";

    private const string DefaultPrefix = "/api/v1/queue";
    private const string PaymentScenarios = "approve, fail, delay, random or timeout";
    private const int MaxVisitors = 100_000;

    private readonly Option<Uri[]> _gateways = OptionFactory.Urls("--gateway", "A gateway. Repeat the option for several: visitors are distributed round robin and use the next one for each request.", "http://127.0.0.1:8000");
    private readonly Option<string> _prefix = OptionFactory.Text("--prefix", "PATH", $"The path of the queue endpoints. [default: {DefaultPrefix}]", $"a path that starts with '/', like {DefaultPrefix}", ParsePrefix);
    private readonly Option<string> _event = OptionFactory.Text("--event", "ID", "The event to join. [default: a new one, crowd-<random>]", "1 to 128 characters of A-Z a-z 0-9 . _ : -", ParseEventId);
    private readonly Option<int> _visitors = OptionFactory.Integer("--visitors", "N", "The number of visitors.", 2000, 1, MaxVisitors);
    private readonly Option<double> _arriveOver = OptionFactory.Number("--arrive-over", "SECONDS", "The duration over which the visitors arrive at random.", 2, 0, 86_400);
    private readonly Option<double> _ghosts = OptionFactory.Number("--ghosts", "PERCENT", "The percentage of visitors who join and never poll.", 0, 0, 100);
    private readonly Option<double> _leavers = OptionFactory.Number("--leavers", "PERCENT", "The percentage of visitors who leave after one to four polls.", 0, 0, 100);
    private readonly Option<Uri> _protectedUrl = OptionFactory.Text("--protected-url", "URL", "A protected endpoint. Each admitted visitor sends a POST there with the pass in X-Reservation-Token.", OptionFactory.UrlExpected, OptionFactory.ParseUrl);
    private readonly Option<bool> _buy = new("--buy") { Description = "Each admitted visitor reserves with the pass, pays and confirms (at /api/v1 of the gateways)." };
    private readonly Option<double?> _shop = OptionFactory.OptionalNumber("--shop", "SECONDS", "Each admitted visitor turns the pass into a session, extends it, and releases it after about this time.", 0, 3600);
    private readonly Option<int?> _maximumShoppers = OptionFactory.OptionalInteger("--maximum-shoppers", "N", "With --shop: the gateways' MaximumShoppers, for the check.", 1, 10_000_000);
    private readonly Option<bool> _drawn = new("--drawn") { Description = "The event is drawn: order follows the numbers, and the published draw is checked." };
    private readonly Option<int> _seats = OptionFactory.Integer("--seats", "N", "With --buy: the number of seats a buyer.", 1, 1, 100);
    private readonly Option<int?> _numberedSeats = OptionFactory.OptionalInteger("--numbered-seats", "N", "With --buy: buyers choose seats by name, S-1 to S-N, so that several want the same. [default: any free seats]", 1, 10_000_000);
    private readonly Option<string> _scenario = OptionFactory.Text("--scenario", "NAME", $"With --buy: the scenario of the payment service, {PaymentScenarios}. [default: approve]", PaymentScenarios, ParseScenario);
    private readonly Option<bool> _register = new("--register") { Description = "Each visitor registers an account first. The gateways limit registrations to 10 a minute and address unless RateLimit__AccountsPerMinute is higher; the crowd waits accordingly." };
    private readonly Option<string> _bearer = OptionFactory.Text("--bearer", "TOKEN", $"The bearer token: '{LoadTestToken}' (gateways in Development; each visitor is a user of their own), 'none', or a real token (a single user with a single place, so it is sent with enter and --protected-url only). [default: {LoadTestToken}]", "a token of visible characters, or 'none'", ParseBearer);
    private readonly Option<double> _timeout = OptionFactory.Number("--timeout", "SECONDS", "The limit of the whole run. Visitors who are not admitted by then count as lost.", 600, 1, 86_400);
    private readonly Option<double> _admissionsPerSecond = OptionFactory.Number("--admissions-per-second", "N", "The gateways' AdmissionsPerSecond.", 50, 0.001, 1_000_000);
    private readonly Option<int> _burst = OptionFactory.Integer("--burst", "N", "The gateways' Burst.", 500, 1, 10_000_000);
    private readonly Option<int> _overdraft = OptionFactory.Integer("--overdraft", "N", "The gateways' Overdraft.", 10, 0, 10_000_000);
    private readonly Option<int> _connections = OptionFactory.Integer("--connections", "N", "The maximum number of concurrent requests.", 256, 1, 10_000);
    private readonly Option<double?> _pollEvery = OptionFactory.OptionalNumber("--poll-every", "SECONDS", "A fixed poll interval. [default: the advertised one]", 0.01, 3600);
    private readonly Option<bool> _sticky = new("--sticky") { Description = "Each visitor sends all requests to one gateway." };
    private readonly Option<int> _seed = OptionFactory.Integer("--seed", "N", "The seed of arrival times and roles. The same seed gives the same visitors.", 1, 0, int.MaxValue);
    private readonly Option<bool> _plain = new("--plain") { Description = "Print lines instead of a live display. This is the default when the output is redirected." };
    private readonly Option<FileInfo> _json = OptionFactory.Text("--json", "FILE", "Write the summary to this file as JSON.", "a file in an existing directory", ParseFile);

    /// <summary>Parses the arguments and runs with the options, or prints what is wrong.</summary>
    public async Task<int> InvokeAsync(string[] args, Func<CrowdOptions, Task<int>> run)
    {
        var parsed = Build(run).Parse(args);
        return parsed.Errors.Count == 0
            ? await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null })
            : Refuse(parsed.Errors.Select(error => error.Message));
    }

    private RootCommand Build(Func<CrowdOptions, Task<int>> run)
    {
        var root = new RootCommand(HelpText.Purpose)
        {
            _gateways, _prefix, _event, _visitors, _arriveOver, _ghosts, _leavers, _protectedUrl, _buy, _shop, _maximumShoppers, _drawn, _seats, _numberedSeats, _scenario, _register, _bearer,
            _timeout, _admissionsPerSecond, _burst, _overdraft, _connections, _pollEvery, _sticky, _seed, _plain, _json,
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!);
        root.SetAction(parsed => FindConflicts(parsed).ToArray() is { Length: > 0 } conflicts ? Task.FromResult(Refuse(conflicts)) : run(Read(parsed)));
        return root;
    }

    /// <summary>Rules between options. A validator of the command cannot check them: it may run before the options are converted, and then
    /// reading an invalid option throws.</summary>
    private IEnumerable<string> FindConflicts(ParseResult parsed)
    {
        if (parsed.GetValue(_ghosts) + parsed.GetValue(_leavers) > 100)
            yield return $"--ghosts and --leavers together expect at most 100 percent, not {parsed.GetValue(_ghosts)} + {parsed.GetValue(_leavers)}";
        if (parsed.GetValue(_buy) && parsed.GetValue(_protectedUrl) is not null)
            yield return "--buy and --protected-url exclude each other: a pass can be used once";
        if (parsed.GetValue(_buy) && !parsed.GetValue(_register) && parsed.GetValue(_bearer) is not null and not LoadTestToken)
            yield return "--buy requires a user for each buyer: the load-test token, or --register";
        if (parsed.GetValue(_shop) is not null && (parsed.GetValue(_buy) || parsed.GetValue(_protectedUrl) is not null))
            yield return "--shop excludes --buy and --protected-url: a pass can be used once";
        if (parsed.GetValue(_maximumShoppers) is not null && parsed.GetValue(_shop) is null)
            yield return "--maximum-shoppers requires --shop: the crowd counts who is inside by their sessions";
        if (parsed.GetValue(_drawn) && !parsed.GetValue(_register) && parsed.GetValue(_bearer) is not null and not LoadTestToken)
            yield return "--drawn requires a user for each visitor: the load-test token, or --register";
        if (parsed.GetValue(_numberedSeats) is { } numberedSeats && numberedSeats < parsed.GetValue(_seats))
            yield return $"--numbered-seats expects at least the {parsed.GetValue(_seats)} seats of a buyer, not '{numberedSeats}'";
    }

    private static int Refuse(IEnumerable<string> errors)
    {
        foreach (var error in errors.Distinct(StringComparer.Ordinal))
            Console.Error.WriteLine($"crowd: {error}");
        Console.Error.WriteLine("crowd: see --help");
        return ExitCode.InvalidInput;
    }

    private CrowdOptions Read(ParseResult parsed) => new()
    {
        Gateways = parsed.GetValue(_gateways)!,
        Prefix = parsed.GetValue(_prefix) ?? DefaultPrefix,
        EventId = parsed.GetValue(_event) ?? $"crowd-{Guid.NewGuid().ToString("N")[..12]}",
        Visitors = parsed.GetValue(_visitors),
        ArriveOver = TimeSpan.FromSeconds(parsed.GetValue(_arriveOver)),
        GhostPercent = parsed.GetValue(_ghosts),
        LeaverPercent = parsed.GetValue(_leavers),
        ProtectedUrl = parsed.GetValue(_protectedUrl),
        Purchase = parsed.GetValue(_buy) ? new PurchaseOptions(parsed.GetValue(_seats), parsed.GetValue(_numberedSeats), parsed.GetValue(_scenario)) : null,
        ShopFor = parsed.GetValue(_shop) is { } stay ? TimeSpan.FromSeconds(stay) : null,
        MaximumShoppers = parsed.GetValue(_maximumShoppers),
        Drawn = parsed.GetValue(_drawn),
        Register = parsed.GetValue(_register),
        Bearer = parsed.GetValue(_bearer) switch { null => LoadTestToken, "none" => null, var token => token },
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        AdmissionsPerSecond = parsed.GetValue(_admissionsPerSecond),
        Burst = parsed.GetValue(_burst),
        Overdraft = parsed.GetValue(_overdraft),
        Connections = parsed.GetValue(_connections),
        PollInterval = parsed.GetValue(_pollEvery) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Sticky = parsed.GetValue(_sticky),
        Seed = parsed.GetValue(_seed),
        Plain = parsed.GetValue(_plain) || Console.IsOutputRedirected,
        Json = parsed.GetValue(_json),
    };

    private static string? ParseScenario(string text) => text is "approve" or "fail" or "delay" or "random" or "timeout" ? text : null;

    private static string? ParsePrefix(string text) => PrefixPattern().IsMatch(text) ? text.TrimEnd('/') : null;

    private static string? ParseEventId(string text) => EventIdPattern().IsMatch(text) ? text : null;

    private static string? ParseBearer(string text) => BearerPattern().IsMatch(text) ? text : null;

    private static FileInfo? ParseFile(string text) =>
        text.Length > 0 && !Directory.Exists(text) && new FileInfo(text) is { Directory.Exists: true } file ? file : null;

    [GeneratedRegex(@"^/[A-Za-z0-9._~/-]*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PrefixPattern();

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,128}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EventIdPattern();

    [GeneratedRegex(@"^[\x21-\x7E]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BearerPattern();
}
