using System.Net;
using System.Net.Http.Json;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Samples.Payments;
using TrafficTacos.Samples.Reservations;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>REDIS_CLUSTER_MODE, by what it is for: two gateways sell tickets on a real cluster, and everything they keep in Redis,
/// the queue's and their own, works there. Each step goes to the gateway that did not take the one before.</summary>
public sealed class ClusterSaleTests : IAsyncLifetime
{
    /// <summary>What a gateway keeps: a key of another kind, or of none of these, is news.</summary>
    private static readonly string[] Kinds =
    [
        "tq:{", "tq-secret", "tq-key:", "tq-idem:", "{tq-limit}:", "tq-gateway:account:", "tq-gateway:signing-key", "tq-gateway:key-set:",
    ];

    private readonly TestKey _key = TestKey.Ec("k");
    private RedisCluster _cluster = null!;
    private TestIssuer _issuer = null!;
    private PaymentsSample _payments = null!;
    private ReservationsSample _reservations = null!;

    public async Task InitializeAsync()
    {
        _cluster = await RedisCluster.StartAsync();
        _issuer = await TestIssuer.StartAsync(_key);
        _payments = await PaymentsSample.StartAsync(new PaymentsSampleOptions());
        _reservations = await ReservationsSample.StartAsync(new ReservationsSampleOptions { Payments = _payments.Address });
    }

    public async Task DisposeAsync()
    {
        await _reservations.DisposeAsync();
        await _payments.DisposeAsync();
        await _issuer.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Two_gateways_sell_tickets_on_a_cluster_with_everything_they_keep_on_it()
    {
        await using var one = await OpenAsync(_cluster.Nodes[0]);
        await using var other = await OpenAsync(_cluster.Nodes[1]);
        Assert.Equal((await AskAsync(one, HttpMethod.Get, AccountCalls.KeySet)).Text, (await AskAsync(other, HttpMethod.Get, AccountCalls.KeySet)).Text);
        for (var i = 0; i < 3; i++)
        {
            await BuyAsync(one, other, await RegisterAsync(one, other));
            await BuyAsync(other, one, _key.Sign(TestIssuer.Claims(TimeProvider.System, Fresh.User())));
        }

        Assert.Equal(1, _issuer.Asked);
        await BeLimitedAsync(one, other);
        await CheckNodesAsync();
        // Where the limit or a key set has no store, requests pass all the same, and only this tells.
        Assert.DoesNotContain("unavailable", one.Output + other.Output, StringComparison.Ordinal);
    }

    private Task<HostProcess> OpenAsync(RedisServer node) => HostProcess.StartAsync(
        ("SERVER_ENVIRONMENT", "Development"), ("REDIS_ADDRESS", node.Address), ("REDIS_CLUSTER_MODE", "true"), ("RATE_LIMIT_RPS", "1"), ("RATE_LIMIT_BURST", "40"),
        ("JWT_JWKS_ENDPOINT", _issuer.Settings.JwksEndpoint!.AbsoluteUri), ("JWT_ISSUER", TestIssuer.Name), ("JWT_AUDIENCE", TestIssuer.Audience),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", _reservations.Address.Authority), ("BACKEND_RESERVATION_API_TIMEOUT", "20s"),
        ("BACKEND_PAYMENT_API_GRPC_ADDRESS", _payments.Address.Authority), ("BACKEND_PAYMENT_API_TIMEOUT", "20s"));

    private static async Task<string> RegisterAsync(HostProcess one, HostProcess other)
    {
        var account = new { username = AccountCalls.FreshName(), password = AccountCalls.Password, email = "mina@example.com", display_name = "Mina" };
        (await AskAsync(one, HttpMethod.Post, AccountCalls.Register, account)).Should(HttpStatusCode.Created);
        (await AskAsync(other, HttpMethod.Post, AccountCalls.Register, account)).ShouldFail(HttpStatusCode.Conflict, "USERNAME_EXISTS");
        return (await AskAsync(other, HttpMethod.Post, AccountCalls.Login, account)).Should(HttpStatusCode.OK).String("token");
    }

    private static async Task BuyAsync(HostProcess one, HostProcess other, string user)
    {
        var eventId = Fresh.Event();
        var place = await TwiceAsync(HttpStatusCode.Accepted, "/queue/join", new { event_id = eventId });
        var token = place.String("waiting_token");
        Assert.Equal("ready", (await AskAsync(other, HttpMethod.Get, $"{Shop.Prefix}/status?token={token}", null, user)).Should(HttpStatusCode.OK).String("status"));
        var pass = (await AskAsync(one, HttpMethod.Post, Shop.Prefix + "/enter", new { waiting_token = token }, user)).Should(HttpStatusCode.OK).String("reservation_token");
        var held = await TwiceAsync(HttpStatusCode.Accepted, "/reservations", new { event_id = eventId, quantity = 2, reservation_token = pass });
        var reservation = held.String("reservation_id");
        var amount = held.Json.GetProperty("total_amount").GetProperty("amount").GetInt64();
        var payment = (await TwiceAsync(HttpStatusCode.OK, "/payment/intent", new { reservation_id = reservation, amount })).String("payment_intent_id");
        await TwiceAsync(HttpStatusCode.OK, "/payment/process", new { payment_intent_id = payment });
        var order = await TwiceAsync(HttpStatusCode.OK, $"/reservations/{reservation}/confirm", new { payment_intent_id = payment });
        Assert.Equal("CONFIRMED", order.String("status"));

        // At the one gateway, and again with its key at the other, which answers what the first did.
        async Task<Answer> TwiceAsync(HttpStatusCode expected, string path, object body)
        {
            var key = Fresh.Key();
            var first = (await AskAsync(one, HttpMethod.Post, SaleShop.Api + path, body, user, key)).Should(expected);
            var again = (await AskAsync(other, HttpMethod.Post, SaleShop.Api + path, body, user, key)).Should(expected);
            Assert.Equal((null, "true"), (first.Header("Idempotency-Replayed"), again.Header("Idempotency-Replayed")));
            return again;
        }
    }

    /// <summary>Forty at once and one a second, whichever gateway is asked.</summary>
    private async Task BeLimitedAsync(HostProcess one, HostProcess other)
    {
        var user = _key.Sign(TestIssuer.Claims(TimeProvider.System, Fresh.User()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).SelectMany(_ => (HostProcess[])[one, other]).Select(host => AskAsync(host, HttpMethod.Get, "/nothing", null, user)));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.TooManyRequests);
        Assert.InRange(answers.Count(answer => answer.Status == HttpStatusCode.NotFound), 40, 59);
    }

    private async Task CheckNodesAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(_cluster.Address + ",allowAdmin=true");
        var found = new List<(int Node, string Kind)>();
        foreach (var (node, server) in _cluster.Nodes.Select((node, i) => (i, redis.GetServer(node.Address))))
        {
            await foreach (var key in server.KeysAsync(pattern: "*"))
                found.Add((node, Kinds.Single(kind => key.ToString().StartsWith(kind, StringComparison.Ordinal))));
            Assert.DoesNotContain("errorstat_CROSSSLOT", (await server.InfoAsync("errorstats")).SelectMany(group => group).Select(error => error.Key));
        }

        Assert.Equal(Kinds.Order(StringComparer.Ordinal), found.Select(key => key.Kind).Distinct().Order(StringComparer.Ordinal));
        // Two dozen keys that nothing ties together do not lie on one node by chance.
        Assert.NotEqual(1, found.Where(key => key.Kind is "tq-idem:").Select(key => key.Node).Distinct().Count());
    }

    private static Task<Answer> AskAsync(HostProcess host, HttpMethod method, string path, object? body = null, string? token = null, string? key = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null)
            request.With("Authorization", "Bearer " + token);
        if (key is not null)
            request.With("Idempotency-Key", key);
        return host.Http.AskAsync(request);
    }
}
