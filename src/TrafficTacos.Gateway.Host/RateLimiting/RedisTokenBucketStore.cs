using System.Buffers.Binary;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all gateways, on the clock of Redis. Requests that arrive while a call is in flight share the next
/// call.</summary>
internal sealed class RedisTokenBucketStore : ITokenBucketStore
{
    internal const string ScriptName = "rate_limit";
    internal const string ScriptPath = "gateway/" + ScriptName;

    /// <summary>The longest that the rate limit may delay a request.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    private readonly GatewayRedisKeys _keys;
    private readonly RedisConnection _connection;
    private readonly RedisScript _script;
    private readonly Func<long>? _testClock;
    private readonly ScriptBatcher<Partition, RateLimitDecision> _batcher;

    public RedisTokenBucketStore(GatewayRedis redis, TimeProvider time)
        : this(redis, time, new Dictionary<string, string>(StringComparer.Ordinal), null)
    {
    }

    /// <param name="redis">The connection to Redis.</param>
    /// <param name="time">Measures the timeout and nothing else.</param>
    /// <param name="replacements">Include name → text, for tests that replace the script's clock by its last argument.</param>
    /// <param name="testClock">That argument; null in production.</param>
    internal RedisTokenBucketStore(GatewayRedis redis, TimeProvider time, IReadOnlyDictionary<string, string> replacements, Func<long>? testClock)
    {
        _keys = redis.Keys;
        _connection = RedisConnection.Use(redis.ConnectAsync, Timeout, time);
        _script = new RedisScript(ScriptName, ScriptText.Load(ScriptPath, replacements, typeof(RedisTokenBucketStore).Assembly));
        _testClock = testClock;
        _batcher = new(SendAsync, Timeout, time);
    }

    /// <summary>The timeout covers both the wait for the call before and the call itself.</summary>
    public async ValueTask<RateLimitDecision> TakeAsync(Partition partition, CancellationToken cancellationToken = default) =>
        await _batcher.SendAsync(ScriptName, partition, cancellationToken).AsTask().WaitAsync(Timeout, _connection.Time, cancellationToken);

    internal RedisValue[] Arguments(IReadOnlyList<Partition> partitions)
    {
        const int numbers = 3;
        var limits = new byte[numbers * sizeof(double) * partitions.Count];
        for (var i = 0; i < partitions.Count; i++)
        {
            var limit = partitions[i].Limit;
            Write(numbers * i, limit.TokensPerPeriod);
            Write(numbers * i + 1, limit.PeriodMicroseconds);
            Write(numbers * i + 2, limit.Burst);
        }

        return _testClock is null ? [limits] : [limits, _testClock()];

        void Write(int index, double number) => BinaryPrimitives.WriteDoubleLittleEndian(limits.AsSpan(sizeof(double) * index), number);
    }

    private async ValueTask<RateLimitDecision[]> SendAsync(string line, IReadOnlyList<Partition> partitions, CancellationToken cancellationToken)
    {
        var keys = new RedisKey[partitions.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = _keys.RateLimit(partitions[i].Key);
        return Read((byte[])(await _connection.EvaluateAsync(_script, keys, Arguments(partitions), cancellationToken))!);
    }

    /// <summary>Reads the reply that the header of the script describes.</summary>
    private static RateLimitDecision[] Read(byte[] reply)
    {
        const int numbers = 4;
        var decisions = new RateLimitDecision[reply.Length / (numbers * sizeof(double))];
        for (var i = 0; i < decisions.Length; i++)
        {
            decisions[i] = new RateLimitDecision(
                Number(numbers * i) == 1,
                Number(numbers * i + 1),
                TimeSpan.FromMicroseconds(Number(numbers * i + 2)),
                TimeSpan.FromMicroseconds(Number(numbers * i + 3)));
        }

        return decisions;

        long Number(int index) => (long)BinaryPrimitives.ReadDoubleLittleEndian(reply.AsSpan(sizeof(double) * index));
    }
}
