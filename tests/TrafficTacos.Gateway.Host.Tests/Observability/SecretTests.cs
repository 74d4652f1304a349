using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Gateway.Host.Tests.Host;
using TrafficTacos.Samples.Payments;
using TrafficTacos.Samples.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>Everything that a whole run wrote and sent, at the most talkative level, is searched for every secret that was used in it.</summary>
public sealed class SecretTests
{
    private const string Email = "somebody@private.example";
    private const string Label = "a-label-in-the-body";

    /// <summary>Whoever looks for a mistake turns everything up.</summary>
    private static readonly (string, string)[] Talkative =
    [
        ("LOG_LEVEL", "trace"), .. ((string[])["Microsoft", "Microsoft.AspNetCore", "System", "Grpc", "Polly", "Microsoft.AspNetCore.Hosting.Diagnostics"])
            .Select(category => ($"Logging__LogLevel__{category}", "Trace")),
    ];

    private readonly string _redisPassword = Secret();
    private readonly string _signingSecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _identitySecret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly string _accountKey = NewKey();
    private readonly string _password = Secret();
    private readonly string _wrongPassword = Secret();
    private readonly string _forgedBearer = Secret();
    private readonly string _joinKey = Fresh.Key();
    private readonly string _orderKey = Fresh.Key();

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task No_secret_of_a_whole_run_is_in_its_log_or_its_traces(string environment)
    {
        await using var redis = await ProtectedRedis.StartAsync(_redisPassword);
        await using var payments = await PaymentsSample.StartAsync();
        await using var reservations = await ReservationsSample.StartAsync(new ReservationsSampleOptions { Payments = payments.Address });
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await HostProcess.StartAsync(
        [
            .. TracedVisitor.Settings(collector.HttpAddress, redis.Address), .. Talkative,
            ("SERVER_ENVIRONMENT", environment), ("REDIS_PASSWORD", _redisPassword), ("ACCOUNTS_SIGNING_KEY", _accountKey),
            ("WaitingRoom__Tokens__SigningKeys__0__Id", "k1"), ("WaitingRoom__Tokens__SigningKeys__0__Secret", _signingSecret),
            ("WaitingRoom__Tokens__IdentitySecret", _identitySecret), ("WaitingRoom__StoreTimeout", "00:00:01"),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", reservations.Address.Authority), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", payments.Address.Authority),
        ]);
        var tokens = await RunAsync(host);
        await Eventually.IsTrueAsync(() => collector.Spans.Any(span => span.Name == "redis script redeem"));
        redis.Kill();
        await FailAsync(host, tokens);
        await host.StopAsync();

        var written = $"{host.Output}\n{host.Errors}\n{string.Join('\n', collector.Texts)}";
        // It was talkative indeed.
        Assert.Contains("Microsoft.AspNetCore.Routing", host.Output, StringComparison.Ordinal);
        Assert.Contains("Microsoft.AspNetCore.Server.Kestrel", host.Output, StringComparison.Ordinal);
        string[] secrets =
        [
            _redisPassword, _signingSecret, _identitySecret, _accountKey.Split('\n')[1], _password, _wrongPassword, _forgedBearer, _joinKey, _orderKey,
            Email, Label, .. tokens,
        ];
        Assert.All(secrets, secret => Assert.False(Holds(written, secret), $"The run shows a secret: {Around(written, secret)}"));
    }

    /// <summary>The bearer token, the waiting token and the pass, each used wherever it can be, and in places where it cannot.</summary>
    private async Task<string[]> RunAsync(HostProcess host)
    {
        var name = "u" + Guid.NewGuid().ToString("N")[..12];
        var bearer = (await PostAsync(host, "/auth/register", new { username = name, password = _password, email = Email, display_name = name }))
            .Should(HttpStatusCode.Created).String("token");
        var login = (await PostAsync(host, "/auth/login", new { username = name, password = _password })).Should(HttpStatusCode.OK).String("token");
        (await PostAsync(host, "/auth/login", new { username = name, password = _wrongPassword })).Should(HttpStatusCode.Unauthorized);
        var eventId = Fresh.Event();
        (await PostAsync(host, "/queue/join", new { event_id = eventId }, _forgedBearer)).Should(HttpStatusCode.Unauthorized);
        var waiting = (await PostAsync(host, "/queue/join", new { event_id = eventId, user_id = Label }, bearer, _joinKey)).Should(HttpStatusCode.Accepted).String("waiting_token");
        (await PostAsync(host, "/queue/join", new { event_id = eventId }, bearer, _joinKey)).Should(HttpStatusCode.Conflict);
        (await host.Queue.StatusAsync(waiting)).Should(HttpStatusCode.OK);
        (await host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, Shop.Prefix + "/status").With("X-Waiting-Token", waiting))).Should(HttpStatusCode.OK);
        var pass = (await PostAsync(host, "/queue/enter", new { waiting_token = waiting }, bearer)).Should(HttpStatusCode.OK).String("reservation_token");
        for (var i = 0; i < 2; i++)
            (await PostAsync(host, "/reservations", new { event_id = eventId, quantity = 1, reservation_token = pass }, bearer, _orderKey)).Should(HttpStatusCode.Accepted);
        (await PostAsync(host, "/reservations", new { event_id = eventId, quantity = 2 }, bearer, Fresh.Key(), ("X-Reservation-Token", pass))).Should(HttpStatusCode.Forbidden);
        (await host.Http.AskAsync(HttpMethod.Get, $"/nothing?token={waiting}&access_token={bearer}")).Should(HttpStatusCode.NotFound);
        (await PostAsync(host, "/queue/enter", $"{{\"waiting_token\":\"{waiting}", bearer)).Should(HttpStatusCode.BadRequest);
        foreach (var line in (string[])[$"/api/v1/queue/status?token={waiting} HTTP/7.7 x", $"bad path?token={waiting}"])
            await new RawRequest("GET", line).With($"Authorization: Bearer {bearer}").SendAsync(host.Address);
        (await host.Queue.LeaveAsync(waiting)).Should(HttpStatusCode.OK);
        return [bearer, login, waiting, pass];
    }

    /// <summary>Failures talk most: the same with Redis away.</summary>
    private async Task FailAsync(HostProcess host, string[] tokens)
    {
        var (bearer, waiting, pass) = (tokens[0], tokens[2], tokens[3]);
        (await host.Queue.StatusAsync(waiting)).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        (await PostAsync(host, "/queue/enter", new { waiting_token = waiting }, bearer)).Should(HttpStatusCode.ServiceUnavailable);
        (await PostAsync(host, "/reservations", new { event_id = "e", quantity = 1, reservation_token = pass }, bearer, _orderKey)).Should(HttpStatusCode.ServiceUnavailable);
        (await PostAsync(host, "/auth/login", new { username = "somebody", password = _password })).Should(HttpStatusCode.ServiceUnavailable);
    }

    private static Task<Answer> PostAsync(
        HostProcess host, string path, object body, string? bearer = null, string? key = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + path)
        {
            Content = body is string json ? new StringContent(json, System.Text.Encoding.UTF8, "application/json") : JsonContent.Create(body),
        };
        if (bearer is not null)
            request.With("Authorization", "Bearer " + bearer);
        if (key is not null)
            request.With("Idempotency-Key", key);
        foreach (var (name, value) in headers)
            request.With(name, value);
        return host.Http.AskAsync(request);
    }

    /// <summary>As it is, or as JSON and addresses write it.</summary>
    private static bool Holds(string written, string secret) =>
        written.Contains(secret, StringComparison.Ordinal) || written.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)
        || written.Contains(System.Text.Json.JsonEncodedText.Encode(secret).ToString(), StringComparison.Ordinal);

    private static string Around(string written, string secret)
    {
        var at = written.IndexOf(secret, StringComparison.Ordinal);
        return at < 0 ? "in another spelling" : written[Math.Max(0, at - 300)..Math.Min(written.Length, at + secret.Length + 50)];
    }

    private static string Secret() => "s" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
