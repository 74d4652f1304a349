using System.Buffers.Binary;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all gateways, on Redis' clock. Those asked for while a call is under way go together in the next: a request
/// waits for a round trip, but Redis and the client do not pay for a call each.</summary>
internal sealed class RedisTokenBuckets : ITokenBuckets
{
    internal const string ScriptName = "gateway/rate_limit";

    /// <summary>A limit must not cost a request more than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly GatewayRedis _redis;
    private readonly string _script;
    private readonly Func<long>? _testClock;
    private readonly TakesUnderWay _takes;

    public RedisTokenBuckets(GatewayRedis redis, TimeProvider time)
        : this(redis, time, new Dictionary<string, string>(StringComparer.Ordinal), null)
    {
    }

    /// <param name="redis">The way to Redis.</param>
    /// <param name="time">The clock of the patience, and of nothing else.</param>
    /// <param name="replacements">Includes of the script whose text a test replaces: its clock, by the last argument.</param>
    /// <param name="testClock">That argument; null in production.</param>
    internal RedisTokenBuckets(GatewayRedis redis, TimeProvider time, IReadOnlyDictionary<string, string> replacements, Func<long>? testClock)
    {
        _redis = redis;
        _script = ScriptText.Load(ScriptName, replacements, typeof(RedisTokenBuckets).Assembly);
        _testClock = testClock;
        _takes = new TakesUnderWay(buckets => SendAsync(buckets).WaitAsync(Patience, time));
    }

    public ValueTask<Take> TakeAsync(Bucket bucket) => _takes.TakeAsync(bucket);

    /// <summary>All have one hash tag: on a cluster, too, a script may take from all of them.</summary>
    internal static RedisKey Key(Bucket bucket) => "{tq-limit}:" + bucket.Key.ToString("x32", null);

    internal RedisValue[] Arguments(IReadOnlyList<Bucket> buckets)
    {
        const int numbers = 3;
        var limits = new byte[numbers * sizeof(double) * buckets.Count];
        for (var i = 0; i < buckets.Count; i++)
        {
            var limit = buckets[i].Limit;
            Write(numbers * i, limit.Tokens);
            Write(numbers * i + 1, limit.PeriodMicroseconds);
            Write(numbers * i + 2, limit.Burst);
        }

        return _testClock is null ? [limits] : [limits, _testClock()];

        void Write(int index, double number) => BinaryPrimitives.WriteDoubleLittleEndian(limits.AsSpan(sizeof(double) * index), number);
    }

    private async Task<Take[]> SendAsync(IReadOnlyList<Bucket> buckets)
    {
        using var span = GatewaySpans.Script("rate_limit");
        var keys = new RedisKey[buckets.Count];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = Key(buckets[i]);
        var database = await _redis.DatabaseAsync();
        return Read((byte[])(await database.ScriptEvaluateAsync(_script, keys, Arguments(buckets)))!);
    }

    /// <summary>The reply as the header of the script lists it.</summary>
    private static Take[] Read(byte[] reply)
    {
        const int numbers = 4;
        var takes = new Take[reply.Length / (numbers * sizeof(double))];
        for (var i = 0; i < takes.Length; i++)
        {
            takes[i] = new Take(
                Number(numbers * i) == 1,
                Number(numbers * i + 1),
                TimeSpan.FromMicroseconds(Number(numbers * i + 2)),
                TimeSpan.FromMicroseconds(Number(numbers * i + 3)));
        }

        return takes;

        long Number(int index) => (long)BinaryPrimitives.ReadDoubleLittleEndian(reply.AsSpan(sizeof(double) * index));
    }
}
