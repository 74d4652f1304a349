using Microsoft.Extensions.DependencyInjection;
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

    private static ServiceProvider Services(Action<WaitingRoomBuilder> store)
    {
        var builder = new ServiceCollection().AddWaitingRoom();
        store(builder);
        return builder.Services.BuildServiceProvider();
    }
}
