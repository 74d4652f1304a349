using System.Diagnostics;
using System.Text.Json;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The host under wrk against the bare endpoint under the same wrk, in turn.</summary>
internal static class Http
{
    private const int Visitors = 5_000;
    internal const int Seconds = 4;

    /// <summary>As in production. The limit is off on one host, because all joins of wrk are one client's; the other one has it, for
    /// status, where each token is a client. Nobody listens behind the other addresses, and nothing of the queue asks there.</summary>
    internal static readonly (string, string)[] HostSettings =
    [
        ("SERVER_ENVIRONMENT", "Production"), ("LOG_LEVEL", "warn"),
        ("JWT_JWKS_ENDPOINT", "http://127.0.0.1:1/jwks.json"), ("JWT_ISSUER", "https://issuer.example"), ("JWT_AUDIENCE", "benchmark"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", "127.0.0.1:1"), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", "127.0.0.1:1"),
    ];

    public static async Task RunAsync(int rounds)
    {
        await using var server = await RedisServer.StartAsync();
        var folder = Directory.CreateTempSubdirectory("traffictacos-wrk-").FullName;
        int hostPort = RedisServer.FreePort(), limitedPort = RedisServer.FreePort(), barePort = RedisServer.FreePort();
        using var host = StartHost(hostPort, server.Address, "false");
        using var limited = StartHost(limitedPort, server.Address, "true");
        using var bare = Programs.StartSelf("bare", Programs.Text(barePort), server.Address);
        try
        {
            var api = $"http://127.0.0.1:{hostPort}/api/v1/queue";
            await Programs.ReadyAsync($"http://127.0.0.1:{barePort}/");
            await Programs.ReadyAsync($"http://127.0.0.1:{hostPort}/healthz");
            await Programs.ReadyAsync($"http://127.0.0.1:{limitedPort}/healthz");
            var (joinScript, statusScript) = (Wrk.Script("join-queue.lua"), Path.Combine(folder, "status.lua"));
            await File.WriteAllTextAsync(statusScript, await StatusScriptAsync(api));

            Figure none = new("bare endpoint"), join = new("HTTP join"), status = new("HTTP status"), counted = new("HTTP status, limited");
            (Figure, string?, string)[] sides =
            [
                (none, null, $"http://127.0.0.1:{barePort}/"), (status, statusScript, api + "/status"),
                (counted, statusScript, $"http://127.0.0.1:{limitedPort}/api/v1/queue/status"), (join, joinScript, api + "/join"),
            ];
            for (var round = -1; round < rounds; round++)
            {
                foreach (var (figure, script, url) in sides)
                {
                    var rate = await Wrk.RunAsync(url, Seconds, script);
                    if (round >= 0)
                        figure.Add(rate);
                }
            }

            none.Print();
            join.Print();
            status.Print();
            counted.Print();
            join.PrintAgainst(none, 0.85);
            status.PrintAgainst(none, 1.0);
            counted.PrintAgainst(status);
        }
        finally
        {
            host.Kill();
            limited.Kill();
            bare.Kill();
            Directory.Delete(folder, true);
        }
    }

    private static Process StartHost(int port, string redis, string limit) => Programs.StartGateway(
        [.. HostSettings, ("REDIS_ADDRESS", redis), ("SERVER_PORT", Programs.Text(port)), ("RATE_LIMIT_ENABLED", limit)]);

    /// <summary>Every request asks for another visitor.</summary>
    internal static async Task<string> StatusScriptAsync(string api)
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
}
