using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>The behaviour of a bucket, with the numbers of the specification, on either store.</summary>
public abstract class TokenBucketConformance : IAsyncLifetime
{
    private static readonly BucketLimit Default = new(50, TimeSpan.FromSeconds(1), 100);
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private TestedTokenBuckets _tested = null!;

    internal abstract TestedTokenBuckets Create(FakeTimeProvider time);

    public Task InitializeAsync()
    {
        _tested = Create(new FakeTimeProvider(TestedTokenBuckets.Start));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _tested.DisposeAsync();

    /// <summary>Above the limit exactly the limit passes. Refused requests cost nothing.</summary>
    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(200)]
    public async Task In_the_long_run_exactly_the_rate_passes(int offered)
    {
        var client = TestedTokenBuckets.Client(Default);
        await OfferAsync(client, offered, TimeSpan.FromSeconds(15));
        var seconds = 60;
        var passed = await OfferAsync(client, offered, TimeSpan.FromSeconds(seconds));
        Assert.InRange(passed, 0.98 * 50 * seconds, 1.02 * 50 * seconds);
    }

    [Fact]
    public async Task Below_the_rate_everything_passes()
    {
        var client = TestedTokenBuckets.Client(Default);
        Assert.Equal(49 * 30, await OfferAsync(client, 49, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_burst_passes_and_nothing_more_and_the_level_is_never_below_zero()
    {
        var client = TestedTokenBuckets.Client(Default);
        for (var i = 99; i >= 0; i--)
        {
            var decision = await _tested.TakeAsync(client);
            Assert.Equal((true, i), (decision.IsAllowed, decision.Remaining));
        }

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(new RateLimitDecision(false, 0, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(2)), await _tested.TakeAsync(client));
            Assert.Equal(0, await _tested.LevelAsync(client));
        }

        // The 300 refusals cost nothing: the next token comes after 20 ms.
        _tested.Pass(TimeSpan.FromMilliseconds(20));
        Assert.True((await _tested.TakeAsync(client)).IsAllowed);
        Assert.Equal(0, await _tested.LevelAsync(client));
    }

    /// <summary>Intervals that are whole microseconds and others, and the limit of accounts, which is by the minute.</summary>
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
        var client = TestedTokenBuckets.Client(new BucketLimit(tokens, TimeSpan.FromSeconds(seconds), burst));
        for (var i = 0; i < burst; i++)
            Assert.True((await _tested.TakeAsync(client)).IsAllowed);
        for (var i = 0; i < 20; i++)
        {
            var refused = await _tested.TakeAsync(client);
            Assert.False(refused.IsAllowed);
            Assert.True(refused.RetryAfter > TimeSpan.Zero);
            if (refused.RetryAfter > Microsecond)
            {
                _tested.Pass(refused.RetryAfter - Microsecond);
                var early = await _tested.TakeAsync(client);
                Assert.Equal((false, Microsecond), (early.IsAllowed, early.RetryAfter));
                _tested.Pass(Microsecond);
            }
            else
            {
                _tested.Pass(refused.RetryAfter);
            }

            Assert.True((await _tested.TakeAsync(client)).IsAllowed);
        }
    }

    [Fact]
    public async Task When_the_time_until_full_is_over_it_is_full_and_not_before()
    {
        var client = TestedTokenBuckets.Client(new BucketLimit(7, TimeSpan.FromSeconds(1), 5));
        RateLimitDecision decision = default;
        for (var i = 0; i < 5; i++)
            decision = await _tested.TakeAsync(client);
        _tested.Pass(decision.ResetAfter - Microsecond);
        Assert.Equal(3, (await _tested.TakeAsync(client)).Remaining); // not quite full
        var other = TestedTokenBuckets.Client(client.Limit);
        for (var i = 0; i < 5; i++)
            decision = await _tested.TakeAsync(other);
        _tested.Pass(decision.ResetAfter);
        Assert.Equal(4, (await _tested.TakeAsync(other)).Remaining);
        _tested.Pass(TimeSpan.FromDays(1000));
        Assert.Equal(4, (await _tested.TakeAsync(other)).Remaining);
    }

    [Fact]
    public async Task Fractions_of_a_token_are_not_lost_however_often_somebody_asks()
    {
        var client = TestedTokenBuckets.Client(new BucketLimit(3, TimeSpan.FromSeconds(1), 2));
        var passed = 0;
        for (var i = 0; i < 10_000; i++)
        {
            _tested.Pass(TimeSpan.FromMilliseconds(1));
            passed += (await _tested.TakeAsync(client)).IsAllowed ? 1 : 0;
        }

        // The burst of 2, and 9.999 s at 3 a second.
        Assert.Equal(2 + 29, passed);
    }

    [Fact]
    public async Task One_client_does_not_take_from_another()
    {
        var (one, two) = (TestedTokenBuckets.Client(Default), TestedTokenBuckets.Client(Default));
        for (var i = 0; i < 101; i++)
            await _tested.TakeAsync(one);
        Assert.False((await _tested.TakeAsync(one)).IsAllowed);
        Assert.Equal(99, (await _tested.TakeAsync(two)).Remaining);
        Assert.NotEqual(Partition.Of(Partition.User, "x", Default).Key, Partition.Of(Partition.Token, "x", Default).Key);
    }

    [Fact]
    public async Task The_largest_settings_stay_exact()
    {
        var client = TestedTokenBuckets.Client(new BucketLimit(1, TimeSpan.FromMinutes(1), 1_000_000));
        await _tested.TakeAsync(client);
        _tested.Pass(TimeSpan.FromSeconds(60) - Microsecond);
        Assert.Equal(999_998, (await _tested.TakeAsync(client)).Remaining);
        var decision = await _tested.TakeAsync(client);
        Assert.Equal((999_997, TimeSpan.FromMinutes(2) + Microsecond), (decision.Remaining, decision.ResetAfter));
    }

    [Fact]
    public async Task Takers_at_one_instant_get_the_burst_between_them()
    {
        var client = TestedTokenBuckets.Client(Default);
        var decisions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var taken = 0;
            for (var i = 0; i < 250; i++)
                taken += (await _tested.TakeAsync(client)).IsAllowed ? 1 : 0;
            return taken;
        })));
        Assert.Equal(100, decisions.Sum());
        Assert.Equal(0, await _tested.LevelAsync(client));
    }

    /// <summary>Sends requests at an even rate.</summary>
    /// <returns>The number that passed.</returns>
    private async Task<int> OfferAsync(Partition client, int perSecond, TimeSpan span)
    {
        var passed = 0;
        for (var i = 0; i < perSecond * span.TotalSeconds; i++)
        {
            _tested.Pass(TimeSpan.FromSeconds(1) / perSecond);
            var decision = await _tested.TakeAsync(client);
            Assert.True(decision.Remaining >= 0);
            passed += decision.IsAllowed ? 1 : 0;
        }

        return passed;
    }
}
