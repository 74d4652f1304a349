using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Sessions;

/// <summary>One gateway in virtual time: its store counts the calls about sessions, and its journal is read when the test says so, beside its
/// own timer.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public Gateway(FakeTimeProvider time, IQueueStore store, Action<WaitingRoomOptions> configure)
    {
        Store = store;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time);
        services.AddWaitingRoom(options =>
        {
            TestKeys.Set(options.Tokens);
            options.KnownEvents.Add("*");
            configure(options);
        });
        services.AddSingleton(store); // the last one counts
        _services = services.BuildServiceProvider();
        Room = new TestRoom(_services);
        Events = _services.GetRequiredService<EventCache>();
        Reader = _services.GetRequiredService<SessionReader>();
    }

    public IQueueStore Store { get; }

    public TestRoom Room { get; }

    public EventCache Events { get; }

    public SessionReader Reader { get; }

    public static Gateway InMemory(FakeTimeProvider time, Action<WaitingRoomOptions> configure) => new(time, new InMemoryQueueStore(time), configure);

    public static Gateway OnRedis(FakeTimeProvider time, IConnectionMultiplexer redis, Action<WaitingRoomOptions> configure) => new(
        time,
        new RedisQueueStore(
            RedisConnection.Use(() => Task.FromResult(redis), TimeSpan.FromSeconds(30), TimeProvider.System),
            RedisKeySpace.Default,
            ClockedScripts.All,
            () => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond),
        configure);

    public async Task MaintainAsync(string eventId) => await Store.MaintainAsync(eventId, TimeSpan.FromSeconds(1), Events.Get(eventId).Policy, default);

    public Task ReadAsync(string eventId) => Reader.ReadAsync(Events.Get(eventId));

    /// <summary>Joins, enters and opens a session.</summary>
    public async Task<string> InsideAsync(string eventId, string? user = null)
    {
        var joined = await Room.JoinAsync(eventId, user);
        var entered = await Room.EnterAsync(joined.WaitingToken!, user);
        return (await Room.OpenAsync(entered.ReservationToken!, user)).SessionToken!;
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
