using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Queueing.IntegrationTests.Processes;

/// <summary>A gateway that dies in the middle of a sale.</summary>
[Collection(WholeMachine.Name)]
public sealed class DyingGateway
{
    private const string EventId = "sale";

    [Fact]
    public async Task A_pass_whose_gateway_died_between_claim_and_spend_is_never_used_again()
    {
        var passTime = TimeSpan.FromSeconds(3);
        await using var redis = await RedisServer.StartAsync();
        await using var dying = await GatewayProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"),
            new Dictionary<string, string>(TestKeys.Environment, StringComparer.Ordinal)
            {
                ["REDIS_ADDRESS"] = redis.Address,
                ["WaitingRoom__PassTime"] = passTime.ToString(),
            },
            typeof(CounterStartup).Assembly.Location);
        await using var others = new LocalGateways(2, redis.Address, options => options.PassTime = passTime);
        using var client = new QueueClient([dying.Address]);

        var joined = await others.Rooms[0].JoinAsync(EventId, Visitor.WithKey("somebody"));
        var entered = await others.Rooms[0].EnterAsync(joined.WaitingToken!);
        var start = TimeProvider.System.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dying.Address, $"/counter/{EventId}/slow"));
        request.Headers.Add("X-Reservation-Token", entered.ReservationToken);
        // The counter says 200 as soon as it has the claim, and then never ends.
        using var selling = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, selling.StatusCode);

        dying.Kill();

        // Nobody knows whether it sold; so the pass serves nobody, not even past its time.
        var outcomes = new HashSet<ClaimOutcome>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (TimeProvider.System.GetElapsedTime(start) < passTime + TimeSpan.FromSeconds(1))
        {
            foreach (var room in others.Rooms)
                outcomes.Add((await room.ClaimAsync(EventId, entered.ReservationToken!)).Outcome);
            await pace.WaitForNextTickAsync();
        }

        Assert.Equal([ClaimOutcome.Expired, ClaimOutcome.InUse], outcomes.Order());
        // The visitor lost the pass, not the right to queue.
        Assert.Equal(JoinOutcome.Joined, (await others.Rooms[1].JoinAsync(EventId, Visitor.WithKey("somebody"))).Outcome);
    }
}
