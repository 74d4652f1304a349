using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>A Redis that answers, but more slowly than requests arrive: neither the line nor the delay of a request grows.</summary>
[Collection(SharedRedis.Name)]
public sealed class SlowRedisTests(RedisFixture redis)
{
    private const int MaxWaiting = ScriptBatcher<Bucket, Take>.MaxWaiting;

    private static readonly Limit Any = new(50, TimeSpan.FromSeconds(1), 100);

    /// <summary>Only the relay decides how long a call takes.</summary>
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
        Task<Take>[] others = [.. Enumerable.Range(0, MaxWaiting + 1_000).Select(_ => TakeAsync(buckets))];
        Assert.Equal(1_000, others.Count(call => call.IsFaulted));
        Assert.All(others[MaxWaiting..], call => Assert.IsType<WaitingRoomUnavailableException>(call.Exception!.InnerException));

        // The first call takes 400 ms. The next one carries 128 requests and the others would wait for more than a hundred calls.
        _time.Advance(TimeSpan.FromMilliseconds(400));
        slow.DeliverHeldReplies();
        Assert.True((await first).Taken);
        Assert.DoesNotContain(others[..MaxWaiting], call => call.IsCompleted);
        _time.Advance(RedisTokenBucketStore.Timeout - TimeSpan.FromMilliseconds(400));
        await Eventually.IsTrueAsync(() => others.All(call => call.IsCompleted), TimeSpan.FromSeconds(10));
        Assert.All(others[..MaxWaiting], call => Assert.IsType<TimeoutException>(call.Exception!.InnerException));

        // Nothing of it is left: as soon as Redis is fast again, a request is served.
        slow.DeliverHeldReplies();
        _time.Advance(RedisTokenBucketStore.Timeout);
        var last = TakeAsync(buckets);
        slow.DeliverHeldReplies();
        await Eventually.IsTrueAsync(() =>
        {
            slow.DeliverHeldReplies();
            return last.IsCompleted;
        });
        Assert.True((await last).Taken);
    }

    private static Task<Take> TakeAsync(RedisTokenBucketStore buckets) => buckets.TakeAsync(BucketsUnderTest.Client(Any)).AsTask();
}
