using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

internal sealed class TestedRedisTokenBuckets : TestedTokenBuckets
{
    private readonly GatewayRedis _redis;

    public TestedRedisTokenBuckets(FakeTimeProvider time, string address)
        : base(time)
    {
        // On a busy machine no call times out, neither in the client nor in the store.
        _redis = new GatewayRedis(ConfigurationOptions.Parse(address), TimeSpan.FromSeconds(30));
        // The script reads its clock from its last argument.
        Buckets = new RedisTokenBucketStore(
            _redis,
            new FakeTimeProvider(),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["now"] = "local function now() return tonumber(ARGV[#ARGV]) end" },
            () => Now);
    }

    /// <summary>The microseconds by which the script's clock is set back.</summary>
    public long SetBack { get; set; }

    public override ITokenBucketStore Buckets { get; }

    private long Now => (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond - SetBack;

    public override async Task<double?> LevelAsync(Partition bucket)
    {
        var database = await _redis.DatabaseAsync();
        return (byte[]?)await database.StringGetAsync(new GatewayRedisKeys("tq").RateLimit(bucket.Key)) is { } bytes
            ? BinaryPrimitives.ReadDoubleLittleEndian(bytes) / bucket.Limit.PeriodMicroseconds
            : null;
    }

    public async Task<DateTime?> ExpiryAsync(Partition bucket) => await (await _redis.DatabaseAsync()).KeyExpireTimeAsync(new GatewayRedisKeys("tq").RateLimit(bucket.Key));

    public override async ValueTask DisposeAsync()
    {
        await _redis.DisposeAsync();
        await base.DisposeAsync();
    }
}
