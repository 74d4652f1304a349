using System.Collections.Concurrent;
using StackExchange.Redis;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Every key, and the KEYS of every script in its order; lua/README.md is the schema. All keys of an event share its hash
/// tag, so that one slot of a cluster holds them all.</summary>
internal sealed class RedisKeys
{
    private const int MaxCached = 10_000;

    private static readonly ConcurrentDictionary<string, RedisKeys> Cache = new(StringComparer.Ordinal);

    private readonly string _prefix;

    private RedisKeys(string eventId)
    {
        _prefix = string.Concat("tq:{", eventId, "}:");
        Join = [Queue, Heartbeats, LastTicket, Settings, Rates, Journal];
        Leave = [Queue, Heartbeats, Settings, Rates, Journal];
        Maintain = [Queue, Heartbeats, LastTicket, Bucket, Settings, Rates, Journal];
        Change = [Bucket, Settings];
        Status = [Queue, Heartbeats, Bucket, Settings];
    }

    /// <summary>The secret that gateways without a configured one share.</summary>
    public static RedisKey[] Secret { get; } = ["tq-secret"];

    public RedisKey[] Join { get; }
    public RedisKey[] Leave { get; }
    public RedisKey[] Maintain { get; }
    public RedisKey[] Change { get; }
    public RedisKey[] Status { get; }

    internal RedisKey Queue => _prefix + "queue";
    internal RedisKey Heartbeats => _prefix + "heartbeats";
    internal RedisKey LastTicket => _prefix + "last_ticket";
    internal RedisKey Bucket => _prefix + "bucket";
    internal RedisKey Settings => _prefix + "settings";
    internal RedisKey Rates => _prefix + "rates";
    internal RedisKey Journal => _prefix + "journal";

    public static RedisKeys Of(string eventId)
    {
        if (Cache.TryGetValue(eventId, out var keys))
            return keys;
        // Invented event ids must not fill the memory, and the keys are cheap to make again.
        if (Cache.Count >= MaxCached)
            Cache.Clear();
        return Cache.GetOrAdd(eventId, static id => new RedisKeys(id));
    }

    public static RedisKey[] Binding(UInt128 key) => ["tq-key:" + key.ToString("x32", null)];

    public static RedisKey[] Idempotency(UInt128 key) => ["tq-idem:" + key.ToString("x32", null)];

    public RedisKey[] Admitted(IEnumerable<Place> places) => [.. places.Select(place => Pass(place.Entry))];

    public RedisKey[] Enter(EntryId entry) => [.. Status, Rates, Journal, Pass(entry)];

    public RedisKey[] Redeem(EntryId entry) => [Pass(entry)];

    internal RedisKey Pass(EntryId entry) => string.Concat(_prefix, "pass:", entry.Value.ToString("x32", null));
}
