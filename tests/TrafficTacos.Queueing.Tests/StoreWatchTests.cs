using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage.Redis.Checks;

namespace TrafficTacos.Queueing.Tests;

/// <summary>What is found in Redis is said at the start and every minute, in the log and in a metric.</summary>
[Trait("Needs", "Redis")]
public sealed class StoreWatchTests
{
    [Fact]
    public async Task A_warning_is_said_every_minute_and_a_note_once()
    {
        await using var redis = await RedisServer.StartAsync("--appendonly", "yes", "--maxmemory-policy", "allkeys-lru");
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var log = new LogCollector();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(time).AddLogging(logging => logging.AddProvider(log));
        services.AddWaitingRoom().UseRedis(redis.Address);
        await using var provider = services.BuildServiceProvider();
        var watch = provider.GetRequiredService<StoreWatch>();

        await Eventually.IsTrueAsync(() => Task.FromResult(Count("eviction_policy: ") == 1));
        Assert.Equal((1, false), (Count("no_memory_limit: "), watch.HasCritical));
        Assert.Equal(["eviction_policy warning 1", "no_memory_limit note 1"], Measure(provider));
        Assert.Equal(1, Count("master with 0 replicas, allkeys-lru"));

        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => Task.FromResult(Count("eviction_policy: ") == 2));
        Assert.Equal((1, 1), (Count("no_memory_limit: "), Count("master with 0 replicas, allkeys-lru")));

        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => Task.FromResult(Count("eviction_policy is over") == 1));
        Assert.DoesNotContain("eviction_policy warning 1", Measure(provider));

        int Count(string text) => log.Lines.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    private static List<string> Measure(IServiceProvider provider)
    {
        var seen = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == WaitingRoomTelemetry.StoreFindings && instrument.Meter.Scope == provider.GetRequiredService<IMeterFactory>())
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, labels, _) =>
            seen.Add(string.Join(' ', [.. labels.ToArray().Select(label => label.Value), value])));
        listener.Start();
        listener.RecordObservableInstruments();
        return [.. seen.Order(StringComparer.Ordinal)];
    }
}
