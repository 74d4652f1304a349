using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>Redis stops, and everybody goes on asking: the log of the gateway does not grow with them.</summary>
public sealed class OutageLogTests
{
    private const int Many = 40;

    private readonly TestKey _key = TestKey.Ec("k");

    [Fact]
    public async Task No_warning_comes_more_often_than_once_a_second()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var backend = (await ScriptedBackend.StartAsync()).Works();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reserve = ScriptedBackend.Reply(Replies.Created);
        backend.Always("CreateReservation", async context =>
        {
            await gate.Task;
            await reserve(context);
        });
        await using var issuer = await TestIssuer.StartAsync(_key);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var start = Stopwatch.GetTimestamp();
        await using var host = await HostProcess.StartAsync(
            ("REDIS_ADDRESS", redis.Address), ("ACCOUNTS_SIGNING_KEY", own.ExportPkcs8PrivateKeyPem()),
            ("JWT_JWKS_ENDPOINT", issuer.Settings.JwksEndpoint!.AbsoluteUri), ("JWT_ISSUER", TestIssuer.Name), ("JWT_AUDIENCE", TestIssuer.Audience),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", backend.Address.AbsoluteUri), ("BACKEND_RESERVATION_API_TIMEOUT", "60s"),
            ("RATE_LIMIT_BURST", "1000000"), ("RateLimit__AccountsPerMinute", "1000000"), ("RateLimit__LogInsPerAccount", "1000000"));
        await Eventually.IsTrueAsync(async () => (await host.Queue.JoinAsync("concert")).Status == HttpStatusCode.Accepted);
        var users = Enumerable.Range(0, Many).Select(_ => _key.Sign(TestIssuer.Claims(TimeProvider.System, Fresh.User()))).ToList();
        var (token, passes) = (await host.Queue.TokenAsync("concert"), new List<string>());
        foreach (var user in users)
        {
            var waiting = (await PostAsync(host, "/queue/join", new { event_id = "concert" }, user)).Should(HttpStatusCode.Accepted).String("waiting_token");
            passes.Add((await EnterAsync(host, waiting, user)).Should(HttpStatusCode.OK).String("reservation_token"));
        }

        var underWay = users.Zip(passes).Select(pair => ReserveAsync(host, pair.First, pair.Second)).ToList();
        await Eventually.IsTrueAsync(() => backend.Of("CreateReservation").Count() == Many);

        redis.Kill();
        gate.SetResult();
        // They were done.
        Assert.All(await Task.WhenAll(underWay), answer => answer.Should(HttpStatusCode.Accepted));
        await Task.WhenAll(Enumerable.Range(0, Many).Select(async i =>
        {
            (await host.Queue.JoinAsync("concert")).Should(HttpStatusCode.ServiceUnavailable);
            (await host.Queue.StatusAsync(token)).Should(HttpStatusCode.ServiceUnavailable);
            (await EnterAsync(host, token, users[i])).Should(HttpStatusCode.ServiceUnavailable);
            (await ReserveAsync(host, users[i], passes[i])).Should(HttpStatusCode.ServiceUnavailable);
            (await PostAsync(host, "/auth/login", new { username = AccountCalls.FreshName(), password = AccountCalls.Password })).Should(HttpStatusCode.ServiceUnavailable);
            (await host.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.ServiceUnavailable);
            (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.ServiceUnavailable);
        }));
        await host.StopAsync();

        var most = 1 + (int)Stopwatch.GetElapsedTime(start).TotalSeconds;
        var kinds = host.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("level").GetString() is "warn" or "error" or "critical")
            // Says what Redis is by a timer, whoever asks for what.
            .Where(line => !line.GetProperty("category").GetString()!.EndsWith(".StoreWatch", StringComparison.Ordinal))
            .GroupBy(line => $"{line.GetProperty("category")} {line.GetProperty("event_id")}", StringComparer.Ordinal)
            .ToDictionary(kind => kind.Key, kind => kind.ToList(), StringComparer.Ordinal);
        foreach (var (kind, lines) in kinds)
            Assert.True(lines.Count <= most, $"{kind} wrote {lines.Count} lines in less than {most} s: {lines[0]}");
        foreach (var expected in (string[])["PassRedeemer 103", "IdempotencyMiddleware 105", "AccountService 211", "StoreOutage 311", "IdempotencyKeyService 5"])
            Assert.Contains(kinds.Keys, kind => kind.EndsWith(expected, StringComparison.Ordinal));
        // Of any of the places that answer with 503.
        Assert.Contains(kinds.Keys, kind => kind.EndsWith(" 104", StringComparison.Ordinal));
    }

    private static Task<Answer> EnterAsync(HostProcess host, string waitingToken, string user) =>
        PostAsync(host, "/queue/enter", new { waiting_token = waitingToken }, user);

    private static Task<Answer> ReserveAsync(HostProcess host, string user, string pass) =>
        PostAsync(host, "/reservations", new { event_id = "concert", seat_ids = (string[])["A-12"], reservation_token = pass }, user);

    private static Task<Answer> PostAsync(HostProcess host, string path, object body, string? user = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + path) { Content = JsonContent.Create(body) };
        return host.Http.AskAsync(user is null
            ? request
            : request.With("Authorization", "Bearer " + user).With("Idempotency-Key", Fresh.Key()));
    }
}
