using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>Buckets whose clock the test moves, and a view of what they hold.</summary>
internal abstract class BucketsUnderTest(FakeTimeProvider time) : IAsyncDisposable
{
    /// <summary>Long after these tests: buckets in Redis expire at an instant of this clock, and must not meanwhile by the machine's.</summary>
    public static readonly DateTimeOffset Start = new(2226, 3, 2, 19, 0, 0, TimeSpan.Zero);

    /// <summary>A client no other test knows.</summary>
    public static Bucket Client(Limit limit) => Bucket.Of("test", Guid.NewGuid().ToString("n"), limit);

    public FakeTimeProvider Time => time;

    public abstract ITokenBucketStore Buckets { get; }

    public Task<Take> TakeAsync(Bucket bucket) => Buckets.TakeAsync(bucket).AsTask();

    public void Pass(TimeSpan span) => time.Advance(span);

    /// <summary>How many tokens a bucket held when it was last taken from; null when nothing is kept of it.</summary>
    public abstract Task<double?> LevelAsync(Bucket bucket);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class InMemoryUnderTest(FakeTimeProvider time) : BucketsUnderTest(time)
{
    private readonly InMemoryTokenBucketStore _buckets = new(time);

    public override ITokenBucketStore Buckets => _buckets;

    public override Task<double?> LevelAsync(Bucket bucket) => Task.FromResult(_buckets.Level(bucket));
}

internal sealed class RedisUnderTest : BucketsUnderTest
{
    private readonly GatewayRedis _redis;

    public RedisUnderTest(FakeTimeProvider time, string address)
        : base(time)
    {
        // A busy machine is no Redis that is away.
        _redis = new GatewayRedis(ConfigurationOptions.Parse(address), TimeSpan.FromSeconds(30));
        // The one seam: a script whose clock is its last argument.
        Buckets = new RedisTokenBucketStore(
            _redis,
            new FakeTimeProvider(), // nor a reason to lose patience
            new Dictionary<string, string>(StringComparer.Ordinal) { ["now"] = "local function now() return tonumber(ARGV[#ARGV]) end" },
            () => Now);
    }

    /// <summary>Microseconds the script's clock is set back.</summary>
    public long SetBack { get; set; }

    public override ITokenBucketStore Buckets { get; }

    private long Now => (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond - SetBack;

    public override async Task<double?> LevelAsync(Bucket bucket)
    {
        var database = await _redis.DatabaseAsync();
        return (byte[]?)await database.StringGetAsync(RedisTokenBucketStore.Key(bucket)) is { } bytes
            ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) / bucket.Limit.PeriodMicroseconds
            : null;
    }

    public async Task<DateTime?> ExpiryAsync(Bucket bucket) => await (await _redis.DatabaseAsync()).KeyExpireTimeAsync(RedisTokenBucketStore.Key(bucket));

    public override async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await base.DisposeAsync();
    }
}
