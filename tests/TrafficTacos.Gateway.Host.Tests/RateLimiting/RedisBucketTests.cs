using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>What only Redis has: many gateways, its own clock, keys that expire.</summary>
[Collection(SharedRedis.Name)]
public sealed class RedisBucketTests(RedisFixture redis)
{
    private static readonly Limit Default = new(50, TimeSpan.FromSeconds(1), 100);

    /// <summary>A busy machine is no Redis that is away.</summary>
    private static readonly TimeProvider Patient = new FakeTimeProvider();

    [Fact]
    public async Task Both_stores_agree_on_every_reply()
    {
        var time = new FakeTimeProvider(BucketsUnderTest.Start);
        await using var memory = new InMemoryUnderTest(time);
        await using var scripts = new RedisUnderTest(time, redis.Address);
        var random = new Random(20260302);
        Limit[] limits = [Default, new(3, TimeSpan.FromSeconds(1), 7), new(10, TimeSpan.FromMinutes(1), 10), new(999_983, TimeSpan.FromSeconds(1), 5)];
        Bucket[] clients = [.. limits.SelectMany(limit => Enumerable.Range(0, 3).Select(_ => BucketsUnderTest.Client(limit)))];
        for (var i = 0; i < 5000; i++)
        {
            // From a microsecond to some seconds, and every so often longer than any of them takes to fill.
            time.Advance(TimeSpan.FromMicroseconds((long)Math.Pow(10, random.NextDouble() * (i % 100 == 0 ? 9 : 5))));
            var client = clients[random.Next(clients.Length)];
            Assert.Equal(await memory.TakeAsync(client), await scripts.TakeAsync(client));
        }
    }

    /// <summary>Takers of all kinds at one instant share calls; each gets what it would have got alone.</summary>
    [Fact]
    public async Task In_one_call_each_gets_what_its_own_limit_gives()
    {
        var time = new FakeTimeProvider(BucketsUnderTest.Start);
        await using var memory = new InMemoryUnderTest(time);
        await using var scripts = new RedisUnderTest(time, redis.Address);
        Limit[] limits = [Default, new(1, TimeSpan.FromSeconds(1), 2), new(10, TimeSpan.FromMinutes(1), 10)];
        for (var round = 0; round < 20; round++)
        {
            // Four of each client: the second bucket of a round is empty after two of them.
            Bucket[] asked = [.. Enumerable.Range(0, 30).Select(i => BucketsUnderTest.Client(limits[i % limits.Length])).SelectMany(client => Enumerable.Repeat(client, 4))];
            var takes = await Task.WhenAll(asked.Select(scripts.TakeAsync));
            for (var i = 0; i < asked.Length; i++)
                Assert.Equal(await memory.TakeAsync(asked[i]), takes[i]);
            time.Advance(TimeSpan.FromMilliseconds(7));
        }
    }

    [Fact]
    public async Task Those_who_come_together_share_a_few_calls()
    {
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30));
        var buckets = new RedisTokenBucketStore(gateway, Patient);
        await buckets.TakeAsync(BucketsUnderTest.Client(Default)); // connected
        var server = redis.Connection.GetServers()[0];
        var before = await CallsAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => buckets.TakeAsync(BucketsUnderTest.Client(Default)).AsTask()));
        // One at once, and the others in at least as many calls as 399 need of 128.
        Assert.InRange(await CallsAsync(server) - before, 5, 100);
    }

    /// <summary>Real clock, many connections: however they interleave, the bound holds.</summary>
    [Fact]
    public async Task Gateways_together_never_pass_more_than_the_burst_and_the_rate()
    {
        var client = BucketsUnderTest.Client(Default);
        var gateways = Enumerable.Range(0, 4).Select(_ => new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30))).ToList();
        foreach (var gateway in gateways)
            await gateway.DatabaseAsync();
        var before = await ClockAsync();
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(async worker =>
        {
            var buckets = new RedisTokenBucketStore(gateways[worker % gateways.Count], Patient);
            var passed = 0;
            for (var i = 0; i < 500; i++)
                passed += (await buckets.TakeAsync(client)).Taken ? 1 : 0;
            return passed;
        }));
        var after = await ClockAsync();
        Assert.InRange(taken.Sum(), Default.Burst, Default.Burst + Default.Tokens * (after - before).TotalSeconds);
        foreach (var gateway in gateways)
            await gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_key_expires_when_its_bucket_is_full_and_is_one_small_string()
    {
        await using var scripts = new RedisUnderTest(new FakeTimeProvider(BucketsUnderTest.Start), redis.Address);
        var client = BucketsUnderTest.Client(new Limit(7, TimeSpan.FromSeconds(1), 5));
        Assert.Null(await scripts.LevelAsync(client));
        var take = await scripts.TakeAsync(client);
        Assert.Equal(4, await scripts.LevelAsync(client));
        // 142,858 µs, to the next millisecond.
        Assert.Equal(TimeSpan.FromMicroseconds(142_858), take.FullAfter);
        Assert.Equal(BucketsUnderTest.Start.UtcDateTime + TimeSpan.FromMilliseconds(143), await scripts.ExpiryAsync(client));

        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30));
        var real = BucketsUnderTest.Client(Default);
        await new RedisTokenBucketStore(gateway, Patient).TakeAsync(real);
        await Eventually.IsTrueAsync(async () => !await redis.Connection.GetDatabase().KeyExistsAsync(RedisTokenBucketStore.Key(real)));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_strands_nobody()
    {
        await using var scripts = new RedisUnderTest(new FakeTimeProvider(BucketsUnderTest.Start), redis.Address);
        var client = BucketsUnderTest.Client(new Limit(1, TimeSpan.FromSeconds(1), 1));
        Assert.True((await scripts.TakeAsync(client)).Taken);
        Assert.False((await scripts.TakeAsync(client)).Taken);
        scripts.SetBack = 3_600_000_000;
        Assert.True((await scripts.TakeAsync(client)).Taken);
        Assert.False((await scripts.TakeAsync(client)).Taken);
        scripts.Pass(TimeSpan.FromSeconds(1));
        Assert.True((await scripts.TakeAsync(client)).Taken);
    }

    [Fact]
    public async Task A_script_that_Redis_forgot_is_sent_again()
    {
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address), TimeSpan.FromSeconds(30));
        var buckets = new RedisTokenBucketStore(gateway, Patient);
        Assert.True((await buckets.TakeAsync(BucketsUnderTest.Client(Default))).Taken);
        await redis.Connection.GetServers()[0].ScriptFlushAsync();
        Assert.True((await buckets.TakeAsync(BucketsUnderTest.Client(Default))).Taken);
    }

    [Fact]
    public async Task The_script_is_what_its_header_says()
    {
        var source = ScriptText.Source(RedisTokenBucketStore.ScriptPath, typeof(RedisTokenBucketStore).Assembly);
        Assert.StartsWith("#!lua\n", source, StringComparison.Ordinal);
        Assert.True(source.Count(c => c == '\n') <= 80);
        Assert.Contains("-- KEYS  1..N buckets", source, StringComparison.Ordinal);
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address));
        var limits = (byte[])new RedisTokenBucketStore(gateway, Patient).Arguments([BucketsUnderTest.Client(Default), BucketsUnderTest.Client(Default)]).Single()!;
        Assert.Equal([50, 1_000_000, 100, 50, 1_000_000, 100], MemoryMarshal.Cast<byte, double>(limits).ToArray());
        Assert.Contains("ARGV[1]", source, StringComparison.Ordinal);
        Assert.DoesNotContain("ARGV[2]", source, StringComparison.Ordinal);
        Assert.Matches("^\\{tq-limit\\}:[0-9a-f]{32}$", RedisTokenBucketStore.Key(BucketsUnderTest.Client(Default)).ToString());
    }

    /// <summary>Scripts that Redis ran; other tests of this collection do not run meanwhile.</summary>
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
