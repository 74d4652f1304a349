namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis refuses a command in the middle of a script, after the script has written. So no script is sent that may not run all
/// of its commands.</summary>
[Trait("Needs", "Redis")]
public sealed class MissingPermission
{
    private const string EventId = "sale";

    [Fact]
    public async Task Nothing_is_written_where_a_command_is_missing()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "on", ">secret", "~tq*", "+@all", "-xadd");
        await using var gateways = new LocalGateways(1, redis.Address + ",user=queue,password=secret");

        var exception = await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => gateways.Rooms[0].JoinAsync(EventId));

        Assert.Contains("command XADD", exception.Message, StringComparison.Ordinal);
        Assert.False(await gateways.Rooms[0].IsAvailableAsync());
        Assert.False(await redis.HasKeyAsync($"tq:{{{EventId}}}*"));

        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "+xadd");
        await Eventually.IsTrueAsync(() => gateways.Rooms[0].IsAvailableAsync().AsTask());
        Assert.Equal(JoinOutcome.Joined, (await gateways.Rooms[0].JoinAsync(EventId)).Outcome);
    }

    [Fact]
    public async Task A_command_that_is_taken_away_stops_all_scripts_until_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "on", ">secret", "~tq*", "+@all");
        await using var gateways = new LocalGateways(1, redis.Address + ",user=queue,password=secret");
        var room = gateways.Rooms[0];
        Assert.Equal(JoinOutcome.Joined, (await room.JoinAsync(EventId)).Outcome);

        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "-xadd");
        await Eventually.IsTrueAsync(async () =>
            (await Record.ExceptionAsync(() => room.JoinAsync(EventId)))?.Message.Contains("command XADD", StringComparison.Ordinal) == true);
        var before = await ListedAsync();
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => room.JoinAsync(EventId));
        Assert.Equal(before, await ListedAsync());

        await redis.ExecuteAsync("ACL", "SETUSER", "queue", "+xadd");
        await Eventually.IsTrueAsync(async () => await Record.ExceptionAsync(() => room.JoinAsync(EventId)) is null);

        async Task<long> ListedAsync() => (long)await redis.ExecuteAsync("ZCARD", $"tq:{{{EventId}}}:queue");
    }

    /// <summary>Whether a command is allowed is known because its name is in the text of a script.</summary>
    [Fact]
    public void Every_call_of_a_script_names_its_command()
    {
        foreach (var text in Storage.Redis.ScriptText.All())
            Assert.Equal(text.Split("redis.call(").Length + text.Split("redis.pcall(").Length, text.Split("redis.call('").Length + text.Split("redis.pcall('").Length);
    }
}
