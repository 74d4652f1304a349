using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>What a bucket must do, with the numbers of the specification. Runs on both stores.</summary>
public abstract class BucketConformance : IAsyncLifetime
{
    private static readonly Limit Default = new(50, TimeSpan.FromSeconds(1), 100);
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private BucketsUnderTest _tested = null!;

    internal abstract BucketsUnderTest Create(FakeTimeProvider time);

    public Task InitializeAsync()
    {
        _tested = Create(new FakeTimeProvider(BucketsUnderTest.Start));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _tested.DisposeAsync();

    /// <summary>Whatever is offered above the limit, the limit passes: neither more, nor fewer because of those refused.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task In_the_long_run_exactly_the_rate_passes(int offered)
    {
        var client = BucketsUnderTest.Client(Default);
        await OfferAsync(client, offered, TimeSpan.FromSeconds(15));
        var seconds = 60;
        var passed = await OfferAsync(client, offered, TimeSpan.FromSeconds(seconds));
        Assert.InRange(passed, 0.98 * 50 * seconds, 1.02 * 50 * seconds);
    }

    [Fact]
    public async Task Below_the_rate_everything_passes()
    {
        var client = BucketsUnderTest.Client(Default);
        Assert.Equal(49 * 30, await OfferAsync(client, 49, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_burst_passes_and_nothing_more_and_the_level_is_never_below_zero()
    {
        var client = BucketsUnderTest.Client(Default);
        for (var i = 99; i >= 0; i--)
        {
            var take = await _tested.TakeAsync(client);
            Assert.Equal((true, i), (take.Taken, take.Remaining));
        }

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(new Take(false, 0, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2)), await _tested.TakeAsync(client));
            Assert.Equal(0, await _tested.LevelAsync(client));
        }

        // The 300 refusals cost nothing: 20 ms bring the next token, as they would have without them.
        _tested.Pass(TimeSpan.FromMilliseconds(20));
        Assert.True((await _tested.TakeAsync(client)).Taken);
        Assert.Equal(0, await _tested.LevelAsync(client));
    }

    /// <summary>Whole and broken times, and the accounts' limit by the minute.</summary>
    [Theory]
    [InlineData(50, 1, 100)]
    [InlineData(3, 1, 1)]
    [InlineData(7, 1, 2)]
    [InlineData(1_000_000, 1, 3)]
    [InlineData(1, 1, 1)]
    [InlineData(10, 60, 10)]
    [InlineData(7, 60, 1)]
    public async Task Whoever_waits_exactly_as_told_passes_and_a_microsecond_less_is_not_enough(int tokens, int seconds, int burst)
    {
        var client = BucketsUnderTest.Client(new Limit(tokens, TimeSpan.FromSeconds(seconds), burst));
        for (var i = 0; i < burst; i++)
            Assert.True((await _tested.TakeAsync(client)).Taken);
        for (var i = 0; i < 20; i++)
        {
            var refused = await _tested.TakeAsync(client);
            Assert.False(refused.Taken);
            Assert.True(refused.NextAfter > TimeSpan.Zero);
            if (refused.NextAfter > Microsecond)
            {
                _tested.Pass(refused.NextAfter - Microsecond);
                var early = await _tested.TakeAsync(client);
                Assert.Equal((false, Microsecond), (early.Taken, early.NextAfter));
                _tested.Pass(Microsecond);
            }
            else
            {
                _tested.Pass(refused.NextAfter);
            }

            Assert.True((await _tested.TakeAsync(client)).Taken);
        }
    }

    [Fact]
    public async Task When_the_time_until_full_is_over_it_is_full_and_not_before()
    {
        var client = BucketsUnderTest.Client(new Limit(7, TimeSpan.FromSeconds(1), 5));
        Take take = default;
        for (var i = 0; i < 5; i++)
            take = await _tested.TakeAsync(client);
        _tested.Pass(take.FullAfter - Microsecond);
        Assert.Equal(3, (await _tested.TakeAsync(client)).Remaining); // of 5 − a hair
        var other = BucketsUnderTest.Client(client.Limit);
        for (var i = 0; i < 5; i++)
            take = await _tested.TakeAsync(other);
        _tested.Pass(take.FullAfter);
        Assert.Equal(4, (await _tested.TakeAsync(other)).Remaining);
        _tested.Pass(TimeSpan.FromDays(1000));
        Assert.Equal(4, (await _tested.TakeAsync(other)).Remaining);
    }

    [Fact]
    public async Task Fractions_of_a_token_are_not_lost_however_often_somebody_asks()
    {
        var client = BucketsUnderTest.Client(new Limit(3, TimeSpan.FromSeconds(1), 2));
        var passed = 0;
        for (var i = 0; i < 10_000; i++)
        {
            _tested.Pass(TimeSpan.FromMilliseconds(1));
            passed += (await _tested.TakeAsync(client)).Taken ? 1 : 0;
        }

        // The two it began with, and 9.999 s at 3/s.
        Assert.Equal(2 + 29, passed);
    }

    [Fact]
    public async Task One_client_does_not_take_from_another()
    {
        var (one, two) = (BucketsUnderTest.Client(Default), BucketsUnderTest.Client(Default));
        for (var i = 0; i < 101; i++)
            await _tested.TakeAsync(one);
        Assert.False((await _tested.TakeAsync(one)).Taken);
        Assert.Equal(99, (await _tested.TakeAsync(two)).Remaining);
        Assert.NotEqual(Bucket.Of(Bucket.User, "x", Default).Key, Bucket.Of(Bucket.Token, "x", Default).Key);
    }

    [Fact]
    public async Task The_largest_settings_stay_exact()
    {
        var client = BucketsUnderTest.Client(new Limit(1, TimeSpan.FromMinutes(1), 1_000_000));
        await _tested.TakeAsync(client);
        _tested.Pass(TimeSpan.FromSeconds(60) - Microsecond);
        Assert.Equal(999_998, (await _tested.TakeAsync(client)).Remaining);
        var take = await _tested.TakeAsync(client);
        Assert.Equal((999_997, TimeSpan.FromMinutes(2) + Microsecond), (take.Remaining, take.FullAfter));
    }

    [Fact]
    public async Task Takers_at_one_instant_get_the_burst_between_them()
    {
        var client = BucketsUnderTest.Client(Default);
        var takes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var taken = 0;
            for (var i = 0; i < 250; i++)
                taken += (await _tested.TakeAsync(client)).Taken ? 1 : 0;
            return taken;
        })));
        Assert.Equal(100, takes.Sum());
        Assert.Equal(0, await _tested.LevelAsync(client));
    }

    /// <summary>Evenly, for a while; how many passed.</summary>
    private async Task<int> OfferAsync(Bucket client, int perSecond, TimeSpan span)
    {
        var passed = 0;
        for (var i = 0; i < perSecond * span.TotalSeconds; i++)
        {
            _tested.Pass(TimeSpan.FromSeconds(1) / perSecond);
            var take = await _tested.TakeAsync(client);
            Assert.True(take.Remaining >= 0);
            passed += take.Taken ? 1 : 0;
        }

        return passed;
    }
}

public sealed class InMemoryBucketConformance : BucketConformance
{
    internal override BucketsUnderTest Create(FakeTimeProvider time) => new InMemoryUnderTest(time);
}

/// <summary>The script on a real Redis.</summary>
[Collection(SharedRedis.Name)]
public sealed class RedisBucketConformance(RedisFixture redis) : BucketConformance
{
    internal override BucketsUnderTest Create(FakeTimeProvider time) => new RedisUnderTest(time, redis.Address);
}
