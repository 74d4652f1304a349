using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Testing;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>What only Redis has: many gateways, its own clock, keys that expire.</summary>
[Collection(SharedRedis.Name)]
public sealed class RedisBucketTests(RedisFixture redis)
{
    private static readonly Limit Default = new(50, TimeSpan.FromSeconds(1), 100);

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
            var buckets = new RedisTokenBuckets(gateways[worker % gateways.Count]);
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
        await new RedisTokenBuckets(gateway).TakeAsync(real);
        await Eventually.IsTrueAsync(async () => !await redis.Connection.GetDatabase().KeyExistsAsync(RedisTokenBuckets.Key(real)));
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
        var buckets = new RedisTokenBuckets(gateway);
        Assert.True((await buckets.TakeAsync(BucketsUnderTest.Client(Default))).Taken);
        await redis.Connection.GetServers()[0].ScriptFlushAsync();
        Assert.True((await buckets.TakeAsync(BucketsUnderTest.Client(Default))).Taken);
    }

    [Fact]
    public async Task The_script_is_what_its_header_says()
    {
        var source = ScriptText.Source(RedisTokenBuckets.ScriptName);
        Assert.StartsWith("#!lua\n", source, StringComparison.Ordinal);
        Assert.True(source.Count(c => c == '\n') <= 80);
        Assert.Contains("-- KEYS  1 bucket\n", source, StringComparison.Ordinal);
        await using var gateway = new GatewayRedis(ConfigurationOptions.Parse(redis.Address));
        var arguments = new RedisTokenBuckets(gateway).Arguments(Default);
        Assert.Equal((RedisValue[])[50, 1_000_000, 100], arguments);
        Assert.Contains("ARGV[3]", source, StringComparison.Ordinal);
        Assert.DoesNotContain("ARGV[4]", source, StringComparison.Ordinal);
        Assert.DoesNotContain("KEYS[2]", source, StringComparison.Ordinal);
        Assert.Matches("^tq-limit:[0-9a-f]{32}$", RedisTokenBuckets.Key(BucketsUnderTest.Client(Default)).ToString());
    }

    private async Task<TimeSpan> ClockAsync()
    {
        var time = (RedisResult[])(await redis.Connection.GetDatabase().ExecuteAsync("TIME"))!;
        return TimeSpan.FromSeconds((long)time[0]) + TimeSpan.FromMicroseconds((long)time[1]);
    }
}
