using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>What only the buckets of one process have: a memory that is theirs to bound.</summary>
public sealed class InMemoryBucketTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Clients_who_went_away_are_not_remembered()
    {
        var buckets = new InMemoryTokenBucketStore(_time);
        var limit = new Limit(50, TimeSpan.FromSeconds(1), 100);
        // 1,000 new addresses a second: each bucket is full again after 20 ms.
        for (var i = 0; i < 200_000; i++)
        {
            await buckets.TakeAsync(BucketsUnderTest.Client(limit));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.InRange(buckets.Count, 1, 1024);
        }
    }

    [Fact]
    public async Task However_many_come_at_once_the_memory_is_bounded()
    {
        var buckets = new InMemoryTokenBucketStore(_time);
        var limit = new Limit(1, TimeSpan.FromSeconds(1), 2);
        for (var i = 0; i < 250_000; i++)
            Assert.True((await buckets.TakeAsync(BucketsUnderTest.Client(limit))).Taken);
        Assert.InRange(buckets.Count, 1, InMemoryTokenBucketStore.MostHeld);
    }

    [Fact]
    public async Task A_sweep_takes_nothing_from_those_who_have_not_got_it_back()
    {
        var buckets = new InMemoryTokenBucketStore(_time);
        var limit = new Limit(1, TimeSpan.FromSeconds(1), 2);
        var busy = BucketsUnderTest.Client(limit);
        await buckets.TakeAsync(busy);
        await buckets.TakeAsync(busy);
        for (var i = 0; i < 5000; i++)
            await buckets.TakeAsync(BucketsUnderTest.Client(new Limit(1_000_000, TimeSpan.FromSeconds(1), 2)));
        _time.Advance(TimeSpan.FromMilliseconds(999));
        for (var i = 0; i < 5000; i++)
            await buckets.TakeAsync(BucketsUnderTest.Client(limit));
        Assert.False((await buckets.TakeAsync(busy)).Taken);
    }
}
