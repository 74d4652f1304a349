using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests;

/// <summary>Heartbeats that the store did not take.</summary>
public sealed class LateHeartbeatsTests
{
    private static readonly EventPolicy Policy = Policies.Of(_ => { });

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task What_was_kept_is_reported_once_with_its_age()
    {
        var store = new InMemoryQueueStore(_time);
        var late = new LateHeartbeats(store, _time);
        var cached = new CachedEvent("concert", Policy);
        var place = new Place(new EntryId(1), (await store.JoinAsync("concert", new EntryId(1), Policy, default)).Ticket);
        for (var second = 0; second < 400; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await store.MaintainAsync("concert", TimeSpan.FromSeconds(1), Policy, default);
        }

        late.Keep("concert", place);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(late.Has("concert"));
        Assert.Equal(1, await late.ReportAsync(cached));
        Assert.False(late.Has("concert"));
        Assert.Equal(0, await late.ReportAsync(cached));
        Assert.Equal(1, (await store.StatusAsync("concert", place, false, Policy, default)).Position);
    }

    [Fact]
    public async Task A_timer_maintains_an_event_without_traffic()
    {
        var store = new InMemoryQueueStore(_time);
        using var metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var options = Options.Create(new WaitingRoomOptions());
        using var events = new EventCache(
            store,
            new LateHeartbeats(store, _time),
            options,
            new WaitingRoomMetrics(metrics.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), options, _time),
            _time,
            NullLogger<EventCache>.Instance);
        await store.JoinAsync("concert", new EntryId(1), Policy, default);
        await events.GetSnapshotAsync(events.Get("concert"), default);
        for (var second = 0; second < 360; second++)
            _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, store.Peek("concert").Remembered);
    }
}
