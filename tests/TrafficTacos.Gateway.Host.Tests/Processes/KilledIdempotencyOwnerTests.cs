using System.Net;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>A gateway that dies while a request under a key is at work.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class KilledIdempotencyOwnerTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Its_key_frees_itself_after_the_lease_and_the_same_request_succeeds()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var dying = await StartAsync(redis);
        await using var living = await StartAsync(redis);
        using var http = new HttpClient();

        // Nobody ever answers this one; that its claim is made shows at the other gateway.
        var lost = BuyAsync(http, dying, "hang");
        var start = TimeProvider.System.GetTimestamp();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await redis.HasKeyAsync("tq-idem:*"))
            await pace.WaitForNextTickAsync();
        Assert.Equal((HttpStatusCode.Conflict, "IDEMPOTENCY_IN_PROGRESS"), await OutcomeAsync(http, living, "sell"));
        dying.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => lost);

        var outcome = await OutcomeAsync(http, living, "sell");
        while (outcome.Status == HttpStatusCode.Conflict)
        {
            Assert.Equal("IDEMPOTENCY_IN_PROGRESS", outcome.Text);
            await pace.WaitForNextTickAsync();
            outcome = await OutcomeAsync(http, living, "sell");
        }

        Assert.Equal((HttpStatusCode.OK, "sold"), outcome);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), Lease - TimeSpan.FromMilliseconds(500), Lease + TimeSpan.FromSeconds(5));
        using var replayed = await BuyAsync(http, living, "sell");
        Assert.Equal("true", Assert.Single(replayed.Headers.GetValues("Idempotency-Replayed")));
    }

    private static Task<GatewayProcess> StartAsync(RedisServer redis) => GatewayProcess.StartAsync(
        Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"),
        new Dictionary<string, string>(TestKeys.Environment, StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = redis.Address,
            ["WaitingRoom__IdempotencyLease"] = Lease.ToString(),
        },
        typeof(ProtectedEndpointsStartup).Assembly.Location);

    /// <summary>How the counter is to behave is in a header: to the key it is one and the same request.</summary>
    private static async Task<HttpResponseMessage> BuyAsync(HttpClient http, GatewayProcess gateway, string wish)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/counter/once")) { Content = new StringContent("one ticket") };
        request.Headers.Add("Idempotency-Key", "the-key");
        request.Headers.Add(ProtectedEndpointsStartup.WishHeader, wish);
        return await http.SendAsync(request);
    }

    private static async Task<(HttpStatusCode Status, string Text)> OutcomeAsync(HttpClient http, GatewayProcess gateway, string wish)
    {
        using var response = await BuyAsync(http, gateway, wish);
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.Conflict
            ? (response.StatusCode, System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("error").GetProperty("code").GetString()!)
            : (response.StatusCode, text);
    }
}
