using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing;

namespace TrafficTacos.Gateway.Host.Tests.Reservations;

/// <summary>A gateway that dies while it reserves: its visitor repeats the request at another one.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class KilledGatewayReservationTests(RedisFixture redis)
{
    private const string Path = "/api/v1/reservations";

    [Fact]
    public async Task The_same_request_with_the_same_pass_reserves_at_another_gateway_while_the_pass_lasts()
    {
        await using var backend = (await ScriptedBackend.StartAsync()).Works().Next("CreateReservation", ScriptedBackend.Silence);
        // The service has 5 s, so the gateway makes the claim longer than is configured here.
        (string, string)[] settings =
        [
            ("SERVER_ENVIRONMENT", "Development"), ("REDIS_ADDRESS", redis.Address), ("WaitingRoom__StoreTimeout", "00:00:01"),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", backend.Address.Authority), ("BACKEND_RESERVATION_API_TIMEOUT", "5s"),
            ("WaitingRoom__ClaimLease", "00:00:01"),
        ];
        await using var dying = await HostProcess.StartAsync(settings);
        await using var other = await HostProcess.StartAsync(settings);
        var (eventId, key) = (Fresh.Event(), Fresh.Key());
        var pass = await PassAsync(dying, eventId);
        var entered = TimeProvider.System.GetTimestamp();

        var cutShort = dying.Http.SendAsync(Reserve(eventId, pass, key));
        await Eventually.IsTrueAsync(() => backend.Of("CreateReservation").Any());
        await dying.KillAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => cutShort);

        var refusals = new List<string>();
        Answer answer;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((answer = await other.Http.AskAsync(Reserve(eventId, pass, key))).Status != HttpStatusCode.Accepted
            && TimeProvider.System.GetElapsedTime(entered) < TimeSpan.FromMinutes(1))
        {
            refusals.Add(answer.ErrorCode);
            await pace.WaitForNextTickAsync();
        }

        answer.Should(HttpStatusCode.Accepted);
        Assert.InRange(TimeProvider.System.GetElapsedTime(entered), TimeSpan.FromSeconds(5), new WaitingRoomOptions().PassLifetime);
        // Never that the pass is no good: whoever hears that queues again.
        Assert.Equal("IDEMPOTENCY_IN_PROGRESS", Assert.Single(refusals.Distinct()));
        Assert.Equal([key, key], backend.Of("CreateReservation").Select(call => call.Read(CreateReservationRequest.Parser).IdempotencyKey));
        (await other.Http.AskAsync(Reserve(eventId, pass, Fresh.Key()))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    private static async Task<string> PassAsync(HostProcess host, string eventId)
    {
        var joined = await host.Http.AskAsync(Post("/api/v1/queue/join", new { event_id = eventId }));
        var entered = await host.Http.AskAsync(Post("/api/v1/queue/enter", new { waiting_token = joined.String("waiting_token") }));
        return entered.String("reservation_token");
    }

    private static HttpRequestMessage Reserve(string eventId, string pass, string key) =>
        Post(Path, new { event_id = eventId, quantity = 1, reservation_token = pass }).With("Idempotency-Key", key);

    private static HttpRequestMessage Post(string path, object body) =>
        new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }
            .With("Authorization", "Bearer load-test-bypass-token").With("X-Load-Test-User", Replies.User);
}
