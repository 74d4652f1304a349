using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Testing;

/// <summary>Gateways in this process, each with services, caches and connections of its own: all they share is the store.</summary>
internal sealed class LocalGateways : IAsyncDisposable
{
    /// <summary>For tests of what is done and not of when: a machine that runs other tests at the same time may connect slowly.</summary>
    public static readonly TimeSpan AmpleTimeout = TimeSpan.FromSeconds(15);

    private readonly ServiceProvider[] _gateways;

    public LocalGateways(int count, Action<WaitingRoomBuilder> store, Action<WaitingRoomOptions>? configure = null)
    {
        _gateways = new ServiceProvider[count];
        for (var i = 0; i < count; i++)
        {
            var services = new ServiceCollection();
            var builder = services.AddWaitingRoom(options =>
            {
                TestKeys.Set(options.Tokens);
                options.KnownEvents.Add("*"); // with a history from the first visitor
                configure?.Invoke(options);
            });
            store(builder);
            _gateways[i] = services.BuildServiceProvider();
        }

        Rooms = [.. _gateways.Select(gateway => new TestRoom(gateway))];
        Keys = [.. _gateways.Select(gateway => gateway.GetRequiredService<IdempotencyKeys>())];
    }

    public LocalGateways(int count, string address, Action<WaitingRoomOptions>? configure = null)
        : this(count, builder => builder.UseRedis(address), configure)
    {
    }

    public IReadOnlyList<TestRoom> Rooms { get; }

    public IReadOnlyList<IdempotencyKeys> Keys { get; }

    /// <summary>Reports a heartbeat late that nobody sent.</summary>
    public async Task HearAsync(string eventId) => await _gateways[0].GetRequiredService<IQueueStore>().HearAsync(
        eventId, [new LateHeartbeat(new Place(new EntryId(1), 1), 1)], _gateways[0].GetRequiredService<EventCache>().Get(eventId).Policy, CancellationToken.None);

    /// <summary>Comes with a token of another life of the event, as after a loss, and lets the gateway tell whom it let in.</summary>
    public async Task LoseAsync(string eventId)
    {
        var (store, policy) = (_gateways[0].GetRequiredService<IQueueStore>(), _gateways[0].GetRequiredService<EventCache>().Get(eventId).Policy);
        var now = (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var proof = new PlaceProof(Generation.Create(now, 1), 0, now);
        await store.StatusAsync(eventId, new Place(new EntryId(1), now), proof, hidden: false, policy, CancellationToken.None);
        await store.MaintainAsync(eventId, TimeSpan.Zero, policy, CancellationToken.None);
    }

    /// <summary>Runs every script of a draw, of an event that has none.</summary>
    public async Task DrawAsync(string eventId)
    {
        var (store, policy) = (_gateways[0].GetRequiredService<IDrawStore>(), _gateways[0].GetRequiredService<EventCache>().Get(eventId).Policy);
        await store.DrawAsync(eventId, DrawStep.Read, policy, CancellationToken.None);
        await store.ReadDrawnAsync(eventId, left: true, null, 1, policy, CancellationToken.None);
        await store.ReadPartAsync(eventId, new byte[32], 0, CancellationToken.None);
        await store.RankAsync(eventId, 0, [new DrawnRank(new Place(new EntryId(1), 1), -1, false)], policy, CancellationToken.None);
    }

    /// <summary>Maintains an event as the timer of a gateway does, however lately another one did.</summary>
    public async Task MaintainAsync(string eventId) => await _gateways[0].GetRequiredService<IQueueStore>().MaintainAsync(
        eventId, TimeSpan.Zero, _gateways[0].GetRequiredService<EventCache>().Get(eventId).Policy, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
    }
}
