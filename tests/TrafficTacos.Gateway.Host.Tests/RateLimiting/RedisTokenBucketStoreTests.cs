using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>Many gateways, the clock of Redis, keys that expire.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class RedisTokenBucketStoreTests(RedisFixture redis)
{
    private static readonly BucketLimit Default = new(50, TimeSpan.FromSeconds(1), 100);

    /// <summary>A clock that stands still: on a busy machine no call times out.</summary>
    private static readonly TimeProvider Patient = new FakeTimeProvider();

    [Fact]
    public async Task Both_stores_agree_on_every_reply()
    {
        var time = new FakeTimeProvider(TestedTokenBuckets.Start);
        await using var memory = new TestedInMemoryTokenBuckets(time);
        await using var scripts = new TestedRedisTokenBuckets(time, redis.Address);
        var random = new Random(20260302);
        BucketLimit[] limits = [Default, new(3, TimeSpan.FromSeconds(1), 7), new(10, TimeSpan.FromMinutes(1), 10), new(999_983, TimeSpan.FromSeconds(1), 5)];
        Partition[] clients = [.. limits.SelectMany(limit => Enumerable.Range(0, 3).Select(_ => TestedTokenBuckets.Client(limit)))];
        for (var i = 0; i < 5000; i++)
        {
            // From a microsecond to some seconds; every hundredth time long enough to fill any bucket.
            time.Advance(TimeSpan.FromMicroseconds((long)Math.Pow(10, random.NextDouble() * (i % 100 == 0 ? 9 : 5))));
            var client = clients[random.Next(clients.Length)];
            Assert.Equal(await memory.TakeAsync(client), await scripts.TakeAsync(client));
        }
    }

    /// <summary>Requests with different limits share a call. Each gets the same result as alone.</summary>
    [Fact]
    public async Task In_one_call_each_gets_what_its_own_limit_gives()
    {
        var time = new FakeTimeProvider(TestedTokenBuckets.Start);
        await using var memory = new TestedInMemoryTokenBuckets(time);
        await using var scripts = new TestedRedisTokenBuckets(time, redis.Address);
        BucketLimit[] limits = [Default, new(1, TimeSpan.FromSeconds(1), 2), new(10, TimeSpan.FromMinutes(1), 10)];
        for (var round = 0; round < 20; round++)
        {
            // Four requests of each client. Every third bucket is empty after two of them.
            Partition[] asked = [.. Enumerable.Range(0, 30).Select(i => TestedTokenBuckets.Client(limits[i % limits.Length])).SelectMany(client => Enumerable.Repeat(client, 4))];
            var decisions = await Task.WhenAll(asked.Select(scripts.TakeAsync));
            for (var i = 0; i < asked.Length; i++)
                Assert.Equal(await memory.TakeAsync(asked[i]), decisions[i]);
            time.Advance(TimeSpan.FromMilliseconds(7));
        }
    }

    [Fact]
    public async Task Those_who_come_together_share_a_few_calls()
    {
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30));
        var buckets = new RedisTokenBucketStore(gateway, Patient);
        await buckets.TakeAsync(TestedTokenBuckets.Client(Default)); // connected
        var server = redis.Connection.GetServers()[0];
        var before = await CallsAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => buckets.TakeAsync(TestedTokenBuckets.Client(Default)).AsTask()));
        // One call for the first request; the other 399 need at least four calls of 128.
        Assert.InRange(await CallsAsync(server) - before, 5, 100);
    }

    /// <summary>On the real clock, with several connections, in any interleaving.</summary>
    [Fact]
    public async Task Gateways_together_never_pass_more_than_the_burst_and_the_rate()
    {
        var client = TestedTokenBuckets.Client(Default);
        var gateways = Enumerable.Range(0, 4).Select(_ => new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30))).ToList();
        foreach (var gateway in gateways)
            await gateway.DatabaseAsync();
        var before = await ClockAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            var buckets = new RedisTokenBucketStore(gateways[worker % gateways.Count], Patient);
            var passed = 0;
            for (var i = 0; i < 500; i++)
                passed += (await buckets.TakeAsync(client)).IsAllowed ? 1 : 0;
            return passed;
        }));
        var after = await ClockAsync();
        Assert.InRange(taken.Sum(), Default.Burst, Default.Burst + Default.TokensPerPeriod * (after - before).TotalSeconds);
        foreach (var gateway in gateways)
            await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_key_expires_when_its_bucket_is_full_and_is_one_small_string()
    {
        await using var scripts = new TestedRedisTokenBuckets(new FakeTimeProvider(TestedTokenBuckets.Start), redis.Address);
        var client = TestedTokenBuckets.Client(new BucketLimit(7, TimeSpan.FromSeconds(1), 5));
        Assert.Null(await scripts.LevelAsync(client));
        var decision = await scripts.TakeAsync(client);
        Assert.Equal(4, await scripts.LevelAsync(client));
        // 142,858 µs, rounded up to a millisecond.
        Assert.Equal(TimeSpan.FromMicroseconds(142_858), decision.ResetAfter);
        Assert.Equal(TestedTokenBuckets.Start.UtcDateTime + TimeSpan.FromMilliseconds(143), await scripts.ExpiryAsync(client));

        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30));
        var real = TestedTokenBuckets.Client(Default);
        await new RedisTokenBucketStore(gateway, Patient).TakeAsync(real);
        await Eventually.IsTrueAsync(async () => !await redis.Connection.GetDatabase().KeyExistsAsync(new GatewayRedisKeys("tq").RateLimit(real.Key)));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_strands_nobody()
    {
        await using var scripts = new TestedRedisTokenBuckets(new FakeTimeProvider(TestedTokenBuckets.Start), redis.Address);
        var client = TestedTokenBuckets.Client(new BucketLimit(1, TimeSpan.FromSeconds(1), 1));
        Assert.True((await scripts.TakeAsync(client)).IsAllowed);
        Assert.False((await scripts.TakeAsync(client)).IsAllowed);
        scripts.SetBack = 3_600_000_000;
        Assert.True((await scripts.TakeAsync(client)).IsAllowed);
        Assert.False((await scripts.TakeAsync(client)).IsAllowed);
        scripts.Pass(TimeSpan.FromSeconds(1));
        Assert.True((await scripts.TakeAsync(client)).IsAllowed);
    }

    [Fact]
    public async Task A_script_that_Redis_forgot_is_sent_again()
    {
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30));
        var buckets = new RedisTokenBucketStore(gateway, Patient);
        Assert.True((await buckets.TakeAsync(TestedTokenBuckets.Client(Default))).IsAllowed);
        await redis.Connection.GetServers()[0].ScriptFlushAsync();
        Assert.True((await buckets.TakeAsync(TestedTokenBuckets.Client(Default))).IsAllowed);
    }

    [Fact]
    public async Task The_script_is_what_its_header_says()
    {
        var source = ScriptText.Source(RedisTokenBucketStore.ScriptPath, typeof(RedisTokenBucketStore).Assembly);
        Assert.StartsWith("#!lua\n", source, StringComparison.Ordinal);
        Assert.True(source.Count(c => c == '\n') <= 80);
        Assert.Contains("-- KEYS  1..N buckets", source, StringComparison.Ordinal);
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address));
        var limits = (byte[])new RedisTokenBucketStore(gateway, Patient).Arguments([TestedTokenBuckets.Client(Default), TestedTokenBuckets.Client(Default)]).Single()!;
        Assert.Equal([50, 1_000_000, 100, 50, 1_000_000, 100], MemoryMarshal.Cast<byte, double>(limits).ToArray());
        Assert.Contains("ARGV[1]", source, StringComparison.Ordinal);
        Assert.DoesNotContain("ARGV[2]", source, StringComparison.Ordinal);
        Assert.Matches("^\\{tq-limit\\}:[0-9a-f]{32}$", new GatewayRedisKeys("tq").RateLimit(TestedTokenBuckets.Client(Default).Key).ToString());
    }

    /// <summary>The scripts that Redis has run. Other tests of this collection do not run at the same time.</summary>
    private static async Task<long> CallsAsync(IServer server)
    {
        var calls = (await server.InfoAsync("commandstats")).SelectMany(group => group).First(pair => pair.Key == "cmdstat_evalsha").Value;
        return long.Parse(calls.Split('=', ',')[1], CultureInfo.InvariantCulture);
    }

    private async Task<TimeSpan> ClockAsync()
    {
        var time = (RedisResult[])(await redis.Connection.GetDatabase().ExecuteAsync("TIME"))!;
        return TimeSpan.FromSeconds((long)time[0]) + TimeSpan.FromMicroseconds((long)time[1]);
    }
}
