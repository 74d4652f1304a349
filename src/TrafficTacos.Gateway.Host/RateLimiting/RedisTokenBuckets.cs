using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all gateways, on Redis' clock. Those asked for while a call of their group is under way go together in the
/// next: a request waits for a round trip, but Redis and the client do not pay for a call each.</summary>
internal sealed class RedisTokenBuckets : ITokenBuckets
{
    internal const string ScriptName = "gateway/rate_limit";

    /// <summary>The buckets of a group share a hash tag: one script may take from all of them on a cluster as well, where as many
    /// nodes share the work. More groups are smaller calls.</summary>
    internal const int Groups = 4;

    /// <summary>A limit must not cost a request more than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly GatewayRedis _redis;
    private readonly TimeProvider _time;
    private readonly string _script;
    private readonly Func<long>? _testClock;
    private readonly TakesUnderWay[] _groups;

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
        _time = time;
        _script = ScriptText.Load(ScriptName, replacements);
        _testClock = testClock;
        _groups = [.. Enumerable.Range(0, Groups).Select(_ => new TakesUnderWay(buckets => SendAsync(buckets).WaitAsync(Patience, _time)))];
    }

    public ValueTask<Take> TakeAsync(Bucket bucket) => _groups[Group(bucket)].TakeAsync(bucket);

    internal static RedisKey Key(Bucket bucket) =>
        string.Create(CultureInfo.InvariantCulture, $"tq-limit:{{{Group(bucket)}}}:{bucket.Key:x32}");

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

    private static int Group(Bucket bucket) => (int)(bucket.Key % Groups);

    private async Task<Take[]> SendAsync(IReadOnlyList<Bucket> buckets)
    {
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
