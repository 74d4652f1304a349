using System.Net;
using StackExchange.Redis;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Gateway.Host.Tests.Processes;

/// <summary>A gateway that dies in the middle of a sale.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class KilledGatewayTests
{
    private const string EventId = "sale";

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_pass_whose_gateway_died_between_claim_and_spend_serves_the_visitor_again_after_the_lease_and_within_its_time()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var dying = await StartAsync(redis.Address);
        await using var others = new LocalGateways(2, redis.Address, options => options.ClaimLease = Lease);
        using var client = new FleetClient([dying.Address]);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var (place, pass) = await AdmittedAsync(others.Rooms[0]);

        // The counter never answers; nothing but the store can tell that it has the claim.
        using var request = Order(dying, "slow", pass);
        var selling = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await Eventually.IsTrueAsync(async () =>
            ((byte[])(await connection.GetDatabase().StringGetAsync(RedisKeySpace.Default.Of(EventId).Pass(place.Entry)))!)[0] == (byte)PassState.Claimed);
        var claimed = TimeProvider.System.GetTimestamp();
        dying.Kill();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => selling);

        PassClaimResult result;
        var outcomes = new HashSet<PassClaimOutcome>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            result = await others.Rooms[outcomes.Count % 2].ClaimAsync(EventId, pass);
            outcomes.Add(result.Outcome);
        }
        while (result.Claim is null && await pace.WaitForNextTickAsync());

        Assert.Equal([PassClaimOutcome.Claimed, PassClaimOutcome.InUse], outcomes.Order());
        Assert.InRange(TimeProvider.System.GetElapsedTime(claimed), Lease / 2, new WaitingRoomOptions().PassLifetime);
        await others.Rooms[1].SpendAsync(result.Claim!);
        Assert.Equal(PassClaimOutcome.Spent, (await others.Rooms[0].ClaimAsync(EventId, pass)).Outcome);
    }

    [Fact]
    public async Task A_success_that_has_begun_to_go_out_has_spent_its_pass_whatever_becomes_of_the_gateway()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var dying = await StartAsync(redis.Address);
        await using var others = new LocalGateways(1, redis.Address);
        using var client = new FleetClient([dying.Address]);
        var (_, pass) = await AdmittedAsync(others.Rooms[0]);
        using var request = Order(dying, "stream", pass);
        using var selling = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, selling.StatusCode);
        dying.Kill();
        Assert.Equal(PassClaimOutcome.Spent, (await others.Rooms[0].ClaimAsync(EventId, pass)).Outcome);
        // The visitor lost the pass, not the right to queue.
        Assert.Equal(JoinOutcome.Joined, (await others.Rooms[0].JoinAsync(EventId, key: "somebody")).Outcome);
    }

    private static Task<GatewayProcess> StartAsync(string redis) => GatewayProcess.StartAsync(
        Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"),
        new Dictionary<string, string>(TestKeys.Environment, StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = redis,
            ["WaitingRoom__ClaimLease"] = Lease.ToString(),
        },
        typeof(ProtectedEndpointsStartup).Assembly.Location);

    private static async Task<(Place Place, string Pass)> AdmittedAsync(TestRoom room)
    {
        var joined = await room.JoinAsync(EventId, key: "somebody");
        return (TestKeys.PlaceOf(joined.WaitingToken!), (await room.EnterAsync(joined.WaitingToken!)).ReservationToken!);
    }

    private static HttpRequestMessage Order(GatewayProcess gateway, string counter, string pass)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, $"/counter/{EventId}/{counter}"));
        request.Headers.Add("X-Reservation-Token", pass);
        return request;
    }
}
