using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The host under wrk against the bare endpoint under the same wrk, in turn.</summary>
internal static partial class Http
{
    private const int Visitors = 5_000;
    private const string Seconds = "4";

    internal const string JoinScript = """
        wrk.method = "POST"
        wrk.body = '{"event_id":"benchmark"}'
        wrk.headers["Content-Type"] = "application/json"
        """;

    /// <summary>As in production. The limit is off: all of wrk is one client. Nobody listens behind the other addresses, and nothing
    /// of the queue asks there.</summary>
    internal static readonly (string, string)[] HostSettings =
    [
        ("SERVER_ENVIRONMENT", "Production"), ("LOG_LEVEL", "warn"), ("RATE_LIMIT_ENABLED", "false"),
        ("JWT_JWKS_ENDPOINT", "http://127.0.0.1:1/jwks.json"), ("JWT_ISSUER", "https://issuer.example"), ("JWT_AUDIENCE", "benchmark"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", "127.0.0.1:1"), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", "127.0.0.1:1"),
    ];

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        int hostPort = RedisServer.FreePort(), barePort = RedisServer.FreePort();
        using var host = Start(HostAssembly(), [], [.. HostSettings, ("REDIS_ADDRESS", server.Address), ("SERVER_PORT", Text(hostPort))]);
        using var bare = Start(typeof(Http).Assembly.Location, ["bare", Text(barePort), server.Address]);
        try
        {
            var api = $"http://127.0.0.1:{hostPort}/api/v1/queue";
            await ReadyAsync($"http://127.0.0.1:{barePort}/");
            await ReadyAsync($"http://127.0.0.1:{hostPort}/healthz");
            await File.WriteAllTextAsync(Path.Combine(folder, "join.lua"), JoinScript);
            await File.WriteAllTextAsync(Path.Combine(folder, "status.lua"), await StatusScriptAsync(api));

            Figure none = new("bare endpoint"), join = new("HTTP join"), status = new("HTTP status");
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (figure, script, url) in (IEnumerable<(Figure, string?, string)>)[(none, null, $"http://127.0.0.1:{barePort}/"), (status, "status.lua", api + "/status"), (join, "join.lua", api + "/join")])
                {
                    var rate = await WrkAsync(script is null ? null : Path.Combine(folder, script), url);
                    if (round >= 0)
                        figure.Add(rate);
                }
            }

            none.Print();
            join.Print();
            status.Print();
            join.PrintAgainst(none, 0.85);
            status.PrintAgainst(none, 0.9);
        }
        finally
        {
            host.Kill();
            bare.Kill();
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Every request asks for another visitor.</summary>
    private static async Task<string> StatusScriptAsync(string api)
    {
        using var client = new HttpClient();
        var tokens = new List<string>();
        for (var i = 0; i < Visitors; i++)
        {
            using var answer = await client.PostAsJsonAsync(api + "/join", JsonDocument.Parse("""{"event_id":"status"}""").RootElement);
            tokens.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("waiting_token").GetString()!);
        }

        return $$"""
            local tokens = { "{{string.Join("\",\"", tokens)}}" }
            local next = 0
            local requests = {}
            init = function(args)
              for i, token in ipairs(tokens) do requests[i] = wrk.format("GET", wrk.path .. "?token=" .. token) end
            end
            request = function()
              next = next % #requests + 1
              return requests[next]
            end
            """;
    }

    internal static async Task<double> WrkAsync(string? script, string url)
    {
        string[] arguments = ["-t1", "-c64", $"-d{Seconds}s", .. script is null ? Array.Empty<string>() : ["-s", script], url];
        using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        if (output.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException($"{url} answered with errors:\n{output}");
        return double.Parse(RequestsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    internal static async Task ReadyAsync(string url)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 100; i++)
        {
            try
            {
                if ((await client.GetAsync(url)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await timer.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"{url} did not come up.");
    }

    private static Process Start(string assembly, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { UseShellExecute = false };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The host as it is built beside this program.</summary>
    internal static string HostAssembly()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "TrafficTacos.Queueing.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run this from the repository.");
        var path = Path.Combine(root, "src/TrafficTacos.Gateway.Host/bin/Release/net10.0/TrafficTacos.Gateway.Host.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException("Build the host first: dotnet build -c Release src/TrafficTacos.Gateway.Host");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
