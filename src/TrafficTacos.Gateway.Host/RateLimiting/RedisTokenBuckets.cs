using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The buckets of all gateways, on Redis' clock: one script and one round trip a request.</summary>
internal sealed class RedisTokenBuckets : ITokenBuckets
{
    internal const string ScriptName = "gateway/rate_limit";

    private readonly GatewayRedis _redis;
    private readonly string _script;
    private readonly Func<long>? _testClock;

    public RedisTokenBuckets(GatewayRedis redis)
        : this(redis, new Dictionary<string, string>(StringComparer.Ordinal), null)
    {
    }

    /// <param name="redis">The way to Redis.</param>
    /// <param name="replacements">Includes of the script whose text a test replaces: its clock, by the last argument.</param>
    /// <param name="testClock">That argument; null in production.</param>
    internal RedisTokenBuckets(GatewayRedis redis, IReadOnlyDictionary<string, string> replacements, Func<long>? testClock)
    {
        _redis = redis;
        _script = ScriptText.Load(ScriptName, replacements);
        _testClock = testClock;
    }

    public async ValueTask<Take> TakeAsync(Bucket bucket)
    {
        using var span = GatewaySpans.Script("rate_limit");
        var database = await _redis.DatabaseAsync();
        var reply = await database.ScriptEvaluateAsync(_script, [Key(bucket)], Arguments(bucket.Limit));
        return new Take(
            (int)reply[0] == 1,
            (long)reply[1],
            TimeSpan.FromMicroseconds((long)reply[2]),
            TimeSpan.FromMicroseconds((long)reply[3]));
    }

    internal static RedisKey Key(Bucket bucket) => "tq-limit:" + bucket.Key.ToString("x32", null);

    internal RedisValue[] Arguments(in Limit limit) => _testClock is null
        ? [limit.Tokens, limit.PeriodMicroseconds, limit.Burst]
        : [limit.Tokens, limit.PeriodMicroseconds, limit.Burst, _testClock()];
}
