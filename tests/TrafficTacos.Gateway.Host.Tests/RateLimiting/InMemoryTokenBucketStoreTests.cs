using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>The memory of the store in this process is bounded.</summary>
public sealed class InMemoryTokenBucketStoreTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Clients_who_went_away_are_not_remembered()
    {
        var buckets = new InMemoryTokenBucketStore(_time);
        var limit = new BucketLimit(50, TimeSpan.FromSeconds(1), 100);
        // 1,000 new addresses a second. Each bucket is full again after 20 ms.
        for (var i = 0; i < 200_000; i++)
        {
            await buckets.TakeAsync(TestedTokenBuckets.Client(limit));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.InRange(buckets.Count, 1, 1024);
        }
    }

    [Fact]
    public async Task However_many_come_at_once_the_memory_is_bounded()
    {
        var buckets = new InMemoryTokenBucketStore(_time);
        var limit = new BucketLimit(1, TimeSpan.FromSeconds(1), 2);
        for (var i = 0; i < 250_000; i++)
            Assert.True((await buckets.TakeAsync(TestedTokenBuckets.Client(limit))).IsAllowed);
        Assert.InRange(buckets.Count, 1, InMemoryTokenBucketStore.MaxBuckets);
    }

    [Fact]
    public async Task A_sweep_takes_nothing_from_those_who_have_not_got_it_back()
    {
        var buckets = new InMemoryTokenBucketStore(_time);
        var limit = new BucketLimit(1, TimeSpan.FromSeconds(1), 2);
        var busy = TestedTokenBuckets.Client(limit);
        await buckets.TakeAsync(busy);
        await buckets.TakeAsync(busy);
        for (var i = 0; i < 5000; i++)
            await buckets.TakeAsync(TestedTokenBuckets.Client(new BucketLimit(1_000_000, TimeSpan.FromSeconds(1), 2)));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        for (var i = 0; i < 5000; i++)
            await buckets.TakeAsync(TestedTokenBuckets.Client(limit));
        Assert.False((await buckets.TakeAsync(busy)).IsAllowed);
    }
}
