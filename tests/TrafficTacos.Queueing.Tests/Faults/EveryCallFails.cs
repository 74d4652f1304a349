using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Whatever is wrong with the store, every call says so with the one exception, within the bound.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class EveryCallFails
{
    private const string EventId = "sale";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_Redis_hangs(bool ownedByTheApplication)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var application = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await using var gateways = Gateways(redis, ownedByTheApplication ? application : null);
        var errands = await Errands.PrepareAsync(gateways.Rooms[0], EventId);

        using (redis.Freeze())
            await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllUnavailableAsync));

        await errands.AssertAllGoOnAsync(gateways);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_Redis_is_dead(bool ownedByTheApplication)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var application = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await using var gateways = Gateways(redis, ownedByTheApplication ? application : null);
        var errands = await Errands.PrepareAsync(gateways.Rooms[0], EventId);

        redis.Kill();
        await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllUnavailableAsync));
        await redis.RestartAsync();

        await errands.AssertAllGoOnAsync(gateways);
    }

    [Fact]
    public async Task While_Redis_hangs_and_four_hundred_people_ask_at_once()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var gateways = Gateways(redis, null);
        var tokens = new List<string>();
        for (var i = 0; i < 400; i++)
            tokens.Add((await gateways.Rooms[0].JoinAsync(EventId)).WaitingToken!);

        // Questions about one event are asked together; whoever has to wait for others to be asked first waits no longer.
        using (redis.Freeze())
        {
            await Task.WhenAll(tokens.Select(token =>
                Patience.AssertUnavailableAsync("status", () => gateways.Rooms[0].GetStatusAsync(token).AsTask())));
        }

        await Eventually.IsTrueAsync(() => gateways.Rooms[0].IsAvailableAsync().AsTask());
        var statuses = await Task.WhenAll(tokens.Select(token => gateways.Rooms[0].GetStatusAsync(token).AsTask()));
        Assert.Equal(Enumerable.Range(1, tokens.Count).Select(i => (long)i), statuses.Select(status => status.Position));
    }

    [Fact]
    public async Task While_Redis_hangs_and_the_gateway_has_only_just_started()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var early = new LocalGateways(1, redis.Address);
        var errands = await Errands.PrepareAsync(early.Rooms[0], EventId);
        await using var gateways = new LocalGateways(2, redis.Address);

        using (redis.Freeze())
            await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllUnavailableAsync));

        await errands.AssertAllGoOnAsync(gateways);
    }

    [Fact]
    public async Task While_the_gateway_started_before_Redis_did()
    {
        await using var redis = await RedisServer.StartAsync();
        Errands errands;
        await using (var early = new LocalGateways(1, redis.Address))
            errands = await Errands.PrepareAsync(early.Rooms[0], EventId);
        redis.Kill();
        await using var gateways = new LocalGateways(2, redis.Address);

        await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllUnavailableAsync));
        await redis.RestartAsync();

        await errands.AssertAllGoOnAsync(gateways);
    }

    [Fact]
    public async Task While_the_name_of_Redis_does_not_resolve()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var working = new LocalGateways(1, redis.Address);
        var errands = await Errands.PrepareAsync(working.Rooms[0], EventId);
        await using var gateways = new LocalGateways(2, "no-such-host.invalid:6379");

        // Twice: the first attempt to connect fails in another way than the calls that come after it.
        await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllUnavailableAsync));
        await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllUnavailableAsync));
    }

    [Fact]
    public async Task While_Redis_is_full_and_nothing_changes()
    {
        await using var redis = await RedisServer.StartAsync("--maxmemory-policy", "noeviction");
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        await using var gateways = Gateways(redis, null);
        var errands = await Errands.PrepareAsync(gateways.Rooms[0], EventId);
        var before = await DumpAsync(admin);

        await admin.GetServer(redis.Address).ConfigSetAsync("maxmemory", "1mb");
        await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllRefusedAsync));
        Assert.Equal(before, await DumpAsync(admin));
        await admin.GetServer(redis.Address).ConfigSetAsync("maxmemory", "0");

        await errands.AssertAllGoOnAsync(gateways);
    }

    [Fact]
    public async Task While_Redis_is_a_replica_of_a_dead_master_and_nothing_changes()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var admin = await ConnectionMultiplexer.ConnectAsync(redis.Address + ",allowAdmin=true");
        await using var gateways = Gateways(redis, null);
        var errands = await Errands.PrepareAsync(gateways.Rooms[0], EventId);
        var before = await DumpAsync(admin);

        await admin.GetServer(redis.Address).ExecuteAsync("REPLICAOF", "127.0.0.1", RedisServer.FreePort());
        await Task.WhenAll(gateways.Rooms.Select(errands.AssertAllRefusedAsync));
        Assert.Equal(before, await DumpAsync(admin));
        await admin.GetServer(redis.Address).ExecuteAsync("REPLICAOF", "NO", "ONE");

        await Eventually.IsTrueAsync(async () =>
            await Record.ExceptionAsync(() => gateways.Rooms[0].GetSettingsAsync(EventId)) is null);
        await errands.AssertAllGoOnAsync(gateways);
    }

    private static LocalGateways Gateways(RedisServer redis, IConnectionMultiplexer? application) => application is null
        ? new LocalGateways(2, builder =>
        {
            // Maintenance would change the store beside the calls.
            builder.Services.AddSingleton<TimeProvider>(new TimerlessTime());
            builder.UseRedis(redis.Address);
        })
        : new LocalGateways(2, builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(new TimerlessTime());
            builder.Services.AddSingleton(application);
            builder.UseRedis();
        });

    /// <summary>Every key with all it holds.</summary>
    private static async Task<SortedDictionary<string, string>> DumpAsync(ConnectionMultiplexer redis)
    {
        var dump = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var key in redis.GetServers().Single().KeysAsync(flags: CommandFlags.PreferReplica))
            dump[key.ToString()] = Convert.ToHexString((await redis.GetDatabase().KeyDumpAsync(key, CommandFlags.PreferReplica))!);
        return dump;
    }
}
