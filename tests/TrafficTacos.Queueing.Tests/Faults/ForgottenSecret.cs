namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>The secret that gateways share lives in Redis, and each of them remembers it for as long as it runs.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class ForgottenSecret
{
    private const string EventId = "sale";

    [Fact]
    public async Task Gateways_without_configured_secrets_understand_each_other_after_Redis_forgot_theirs()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var old = new LocalGateways(1, redis.Address, WithoutSecrets);
        await old.Rooms[0].JoinAsync(EventId, key: "before");

        redis.Kill();
        await redis.RestartAsync();
        await Eventually.IsTrueAsync(async () => await old.Rooms[0].IsAvailableAsync());
        await using var fresh = new LocalGateways(1, redis.Address, WithoutSecrets);

        var here = (await fresh.Rooms[0].JoinAsync(EventId, key: "after")).WaitingToken!;
        Assert.Equal(1, (await old.Rooms[0].GetStatusAsync(here)).Position);
        var there = (await old.Rooms[0].JoinAsync(EventId, key: "later")).WaitingToken!;
        Assert.Equal(2, (await fresh.Rooms[0].GetStatusAsync(there)).Position);
    }

    private static void WithoutSecrets(WaitingRoomOptions options) => options.Tokens = new TokenOptions();
}
