using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>If Redis is slower than the load, neither the number of waiting requests nor their delay grows.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class SlowRedisTests(RedisFixture redis)
{
    private const int MaxWaiting = ScriptBatcher<Partition, RateLimitDecision>.MaxWaiting;

    private static readonly BucketLimit Any = new(50, TimeSpan.FromSeconds(1), 100);

    /// <summary>Long enough that only the relay delays a call.</summary>
    private static readonly TimeSpan ClientTimeout = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task More_requests_than_it_can_serve_are_refused_at_once_or_end_with_the_timeout()
    {
        await using var slow = new DelayedRedis(redis.Address);
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(slow.Address), ClientTimeout);
        var buckets = new RedisTokenBucketStore(gateway, _time);
        await TakeAsync(buckets);

        slow.HoldReplies();
        var first = TakeAsync(buckets);
        Task<RateLimitDecision>[] others = [.. Enumerable.Range(0, MaxWaiting + 1_000).Select(_ => TakeAsync(buckets))];
        Assert.Equal(1_000, others.Count(call => call.IsFaulted));
        Assert.All(others[MaxWaiting..], call => Assert.IsType<WaitingRoomUnavailableException>(call.Exception!.InnerException));

        // The first call takes 400 ms. The next one carries 128 requests; the last of the others would wait for 128 calls.
        _time.Advance(TimeSpan.FromMilliseconds(400));
        slow.DeliverHeldReplies();
        Assert.True((await first).IsAllowed);
        Assert.DoesNotContain(others[..MaxWaiting], call => call.IsCompleted);
        _time.Advance(RedisTokenBucketStore.Timeout - TimeSpan.FromMilliseconds(400));
        await Eventually.IsTrueAsync(() => others.All(call => call.IsCompleted), TimeSpan.FromSeconds(10));
        Assert.All(others[..MaxWaiting], call => Assert.IsType<TimeoutException>(call.Exception!.InnerException));

        // As soon as Redis is fast again, a request is served.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var last = TakeAsync(buckets);
        slow.ReleaseReplies();
        Assert.True((await last).IsAllowed);
    }

    private static Task<RateLimitDecision> TakeAsync(RedisTokenBucketStore buckets) => buckets.TakeAsync(TestedTokenBuckets.Client(Any)).AsTask();
}
