using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>What one address may send, whatever it has of users and waiting tokens.</summary>
public sealed class AddressCeilingTests
{
    private static readonly RateLimitSettings Low = TestSettings.RateLimit(addressCeiling: 10);

    [Fact]
    public async Task Users_by_the_hundred_from_one_address_meet_the_ceiling()
    {
        await using var gateway = await LimitedGateway.OpenAsync(Low);
        Assert.Equal(20, await PassedAsync(100, i => gateway.AskAsync($"user-{i}", "198.51.100.7")));
        Assert.Equal(1, await PassedAsync(1, i => gateway.AskAsync("elsewhere", "198.51.100.8")));
        Assert.Equal(80, gateway.Counters.Counts["ratelimit.dropped reason=ceiling"]);
        gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(10, await PassedAsync(100, i => gateway.AskAsync($"later-{i}", "198.51.100.7")));
    }

    [Fact]
    public async Task A_network_that_is_excepted_has_none()
    {
        await using var gateway = await LimitedGateway.OpenAsync(TestSettings.RateLimit(addressCeiling: 10, exempt: "198.51.100.0/24"));
        Assert.Equal(60, await PassedAsync(60, i => gateway.AskAsync($"user-{i}", "198.51.100.7")));
    }

    /// <summary>A /56 has twice as much as a /64, and a /48 five times.</summary>
    [Theory]
    [InlineData(20, "2001:db8:1:1::{0:x}")]
    [InlineData(40, "2001:db8:1:{0:x}::1")]
    [InlineData(100, "2001:db8:1:{0:x}00::1")]
    public async Task An_IPv6_network_counts_by_its_size(int passed, string address)
    {
        await using var gateway = await LimitedGateway.OpenAsync(Low);
        Assert.Equal(passed, await PassedAsync(200, i => gateway.AskAsync($"user-{i}", string.Format(System.Globalization.CultureInfo.InvariantCulture, address, i % 200))));
    }

    /// <summary>Thousands may share the address of a carrier.</summary>
    [Fact]
    public async Task Polls_that_come_as_told_do_not_count_and_hasty_ones_do()
    {
        await using var gateway = await LimitedGateway.OpenAsync(Low);
        var tokens = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            gateway.Time.Advance(TimeSpan.FromMilliseconds(200));
            tokens.Add(await gateway.Shop.Queue.TokenAsync("concert", $"user-{i}"));
        }

        gateway.Time.Advance(TimeSpan.FromSeconds(10));
        for (var round = 0; round < 3; round++)
        {
            Assert.Equal(60, await PassedAsync(60, i => gateway.StatusAsync(tokens[i], "198.51.100.7")));
            gateway.Time.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.Equal(60, await PassedAsync(60, i => gateway.StatusAsync(tokens[i], "198.51.100.7")));
        Assert.Equal(20, await PassedAsync(60, i => gateway.StatusAsync(tokens[i], "198.51.100.7")));
    }

    [Fact]
    public void What_is_remembered_of_tokens_is_bounded_and_a_refused_poll_is_told_every_two_seconds()
    {
        var time = new FakeTimeProvider();
        var pace = new PollPace(time);
        pace.Note(1, TimeSpan.FromSeconds(4), isAlive: true);
        Assert.False(pace.IsAsTold(1));
        Assert.False(pace.TryHeartbeat(1));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(pace.TryHeartbeat(1));
        Assert.False(pace.TryHeartbeat(1));
        time.Advance(TimeSpan.FromSeconds(3.9));
        Assert.True(pace.IsAsTold(1));
        Assert.True(pace.IsAsTold(2));
        pace.Note(3, TimeSpan.Zero, isAlive: false);
        Assert.Equal((true, false), (pace.IsGone(3), pace.IsGone(2)));
        for (var i = 0; i < 2 * PollPace.Capacity; i++)
            pace.Note((UInt128)i, TimeSpan.Zero, isAlive: true);
        Assert.InRange(pace.Count, PollPace.Capacity / 2, PollPace.Capacity);
    }

    /// <summary>A crowd of other clients must not make the gateway forget guesses.</summary>
    [Fact]
    public async Task A_full_table_of_log_ins_refuses_who_is_new_and_forgets_nobody()
    {
        var store = new InMemoryTokenBucketStore(new FakeTimeProvider(), refusesWhenFull: true);
        var limit = new BucketLimit(1, TimeSpan.FromMinutes(1), 1);
        for (var i = 0; i < InMemoryTokenBucketStore.MaxBuckets; i++)
            Assert.True((await store.TakeAsync(Partition.Of(Partition.Accounts, $"{i}", limit))).IsAllowed);
        Assert.False((await store.TakeAsync(Partition.Of(Partition.Accounts, "new", limit))).IsAllowed);
        Assert.False((await store.TakeAsync(Partition.Of(Partition.Accounts, "0", limit))).IsAllowed);
        Assert.Equal(InMemoryTokenBucketStore.MaxBuckets, store.Count);
    }

    private static async Task<int> PassedAsync(int requests, Func<int, Task<Answer>> ask)
    {
        var passed = 0;
        for (var i = 0; i < requests; i++)
            passed += (await ask(i)).Status == HttpStatusCode.TooManyRequests ? 0 : 1;
        return passed;
    }
}
