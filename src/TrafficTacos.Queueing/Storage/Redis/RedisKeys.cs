using System.Collections.Concurrent;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Every key there is, and the KEYS of every script in its order; lua/README.md is the schema. All keys of an event
/// share its hash tag, so that one slot of a cluster holds them all.</summary>
internal sealed class RedisKeys
{
    private const int MostRemembered = 10_000;

    private static readonly ConcurrentDictionary<string, RedisKeys> Remembered = new(StringComparer.Ordinal);

    private readonly string _prefix;

    private RedisKeys(string eventId)
    {
        _prefix = string.Concat("tq:{", eventId, "}:");
        Join = [Queue, Seen, Clock, Settings, Rates, Journal];
        Leave = [Queue, Seen, Settings, Rates, Journal];
        Pulse = [Queue, Seen, Clock, Bucket, Settings, Rates, Journal];
        Change = [Bucket, Settings];
        Status = [Queue, Seen, Bucket, Settings];
    }

    /// <summary>The secret that gateways without a configured one share.</summary>
    public static RedisKey[] Secret { get; } = ["tq-secret"];

    public RedisKey[] Join { get; }
    public RedisKey[] Leave { get; }
    public RedisKey[] Pulse { get; }
    public RedisKey[] Change { get; }
    public RedisKey[] Status { get; }

    internal RedisKey Queue => _prefix + "queue";
    internal RedisKey Seen => _prefix + "seen";
    internal RedisKey Clock => _prefix + "clock";
    internal RedisKey Bucket => _prefix + "bucket";
    internal RedisKey Settings => _prefix + "settings";
    internal RedisKey Rates => _prefix + "rates";
    internal RedisKey Journal => _prefix + "journal";

    public static RedisKeys Of(string eventId)
    {
        if (Remembered.TryGetValue(eventId, out var keys))
            return keys;
        // Invented event ids must not fill the memory; the keys are cheap to make again.
        if (Remembered.Count >= MostRemembered)
            Remembered.Clear();
        return Remembered.GetOrAdd(eventId, static id => new RedisKeys(id));
    }

    public static RedisKey[] Binding(UInt128 key) => ["tq-key:" + key.ToString("x32", null)];

    public static RedisKey[] Idempotency(UInt128 key) => ["tq-idem:" + key.ToString("x32", null)];

    public RedisKey[] Admitted(IEnumerable<Place> places) => [.. places.Select(place => Pass(place.Entry))];

    public RedisKey[] Enter(EntryId entry) => [.. Status, Join[4], Join[5], Pass(entry)];

    public RedisKey[] Redeem(EntryId entry) => [Pass(entry)];

    internal RedisKey Pass(EntryId entry) => string.Concat(_prefix, "pass:", entry.Value.ToString("x32", null));
}
