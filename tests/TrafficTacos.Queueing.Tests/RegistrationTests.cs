using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Tests;

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class RegistrationTests(RedisFixture redis)
{
    [Fact]
    public async Task A_provider_may_be_disposed_without_await()
    {
        var name = Fresh.Key();
        using (var services = Services(builder => builder.UseRedis($"{redis.Address},name={name}")))
        {
            await services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = Fresh.Event() });
            Assert.NotEmpty(await ConnectionsAsync());
        }

        await Eventually.IsTrueAsync(async () => (await ConnectionsAsync()).Length == 0);

        async Task<ClientInfo[]> ConnectionsAsync() =>
            [.. (await redis.Connection.GetServers()[0].ClientListAsync()).Where(client => client.Name == name)];
    }

    [Fact]
    public async Task The_multiplexer_of_the_application_is_used_and_left_open()
    {
        await using var own = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var before = own.OperationCount;
        await using (var services = Services(builder =>
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => own);
            builder.UseRedis(_ => Task.FromResult<IConnectionMultiplexer>(own));
        }))
        {
            await services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = Fresh.Event() });
        }

        Assert.True(own.OperationCount > before);
        await own.GetDatabase().PingAsync();
    }

    [Fact]
    public async Task The_registered_multiplexer_serves()
    {
        var own = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await using var services = Services(builder =>
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ => own);
            builder.UseRedis();
        });
        var before = own.OperationCount;
        await services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = Fresh.Event() });
        Assert.True(own.OperationCount > before);
    }

    [Fact]
    public async Task The_multiplexer_with_the_key_serves_and_is_left_to_the_application()
    {
        await using var keyed = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        await using var other = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var (ofKeyed, ofOther) = (keyed.OperationCount, other.OperationCount);
        await using (var services = Services(builder =>
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(other).AddKeyedSingleton<IConnectionMultiplexer>("sale", keyed);
            builder.UseRedis(serviceKey: "sale");
        }))
        {
            await services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = Fresh.Event() });
        }

        Assert.True(keyed.OperationCount > ofKeyed);
        Assert.Equal(ofOther, other.OperationCount);
        await keyed.GetDatabase().PingAsync();
    }

    [Fact]
    public void A_forgotten_multiplexer_stops_the_start_and_is_named()
    {
        Assert.Contains("UseRedis() needs a registered IConnectionMultiplexer", MistakeOf(builder => builder.UseRedis()), StringComparison.Ordinal);
        Assert.Contains("UseRedis(serviceKey: sale) needs", MistakeOf(builder => builder.UseRedis(serviceKey: "sale")), StringComparison.Ordinal);
        Assert.Contains("write UseRedis(serviceKey: \"sale\")", MistakeOf(builder =>
        {
            builder.Services.AddKeyedSingleton<IConnectionMultiplexer>("sale", (_, _) => redis.Connection);
            builder.UseRedis("sale");
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_UseRedis_counts()
    {
        Assert.Null(MistakeOf(builder => builder.UseRedis().UseRedis(redis.Address)));
        Assert.Null(MistakeOf(builder => builder.UseRedis().UseRedis(_ => Task.FromResult(redis.Connection))));
        Assert.NotNull(MistakeOf(builder => builder.UseRedis(redis.Address).UseRedis()));
    }

    [Fact]
    public async Task UseInMemory_undoes_UseRedis()
    {
        Assert.Null(MistakeOf(builder => builder.UseRedis().UseInMemory()));
        await using var services = Services(builder => builder.UseRedis("127.0.0.1:1").UseInMemory());
        var joined = await services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = Fresh.Event() });
        Assert.Equal(1, joined.Position);
        Assert.NotNull(MistakeOf(builder => builder.UseInMemory().UseRedis()));
    }

    [Fact]
    public void A_multiplexer_is_no_key()
    {
        object multiplexer = redis.Connection;
        Assert.Throws<ArgumentException>("serviceKey", () => Services(builder => builder.UseRedis(multiplexer)));
        Assert.Throws<ArgumentException>("serviceKey", () => Services(builder => builder.UseRedis((object)(() => redis.Connection))));
    }

    [Fact]
    public async Task A_multiplexer_that_opens_while_it_is_resolved_holds_no_caller_up()
    {
        using var gate = new ManualResetEventSlim();
        await using var services = Services(builder =>
        {
            builder.Services.AddSingleton(_ =>
            {
                gate.Wait(TimeSpan.FromMinutes(1));
                return redis.Connection;
            });
            builder.UseRedis();
        });
        var joining = services.GetRequiredService<IWaitingRoom>().JoinAsync(new JoinRequest { EventId = Fresh.Event() });
        Assert.False(joining.IsCompleted);
        await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => joining);
        gate.Set();
        await Eventually.IsTrueAsync(() => services.GetRequiredService<IWaitingRoom>().IsAvailableAsync().AsTask());
    }

    [Fact]
    public async Task A_connection_that_fails_is_tried_again_by_the_next_call()
    {
        var attempts = 0;
        await using var services = Services(builder =>
        {
            // Otherwise the first look at Redis would be the call that fails.
            builder.Services.AddSingleton<TimeProvider>(new TimerlessTime());
            builder.UseRedis(async _ => ++attempts == 1 ? throw new TimeoutException("not yet") : await ConnectionMultiplexer.ConnectAsync(redis.Address));
        });
        var room = services.GetRequiredService<IWaitingRoom>();
        await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => room.JoinAsync(new JoinRequest { EventId = Fresh.Event() }));
        await room.JoinAsync(new JoinRequest { EventId = Fresh.Event() });
        Assert.Equal(2, attempts);
    }

    /// <summary>What the start would say; null if it goes on.</summary>
    private static string? MistakeOf(Action<WaitingRoomBuilder> store)
    {
        using var services = Services(store);
        var start = Record.Exception(services.GetRequiredService<IStartupValidator>().Validate);
        return start is null ? null : Assert.IsType<OptionsValidationException>(start).Message;
    }

    private static ServiceProvider Services(Action<WaitingRoomBuilder> store)
    {
        var builder = new ServiceCollection().AddWaitingRoom();
        store(builder);
        return builder.Services.BuildServiceProvider();
    }
}
