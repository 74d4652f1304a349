using System.Collections.Concurrent;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Every key of one waiting room; lua/README.md is the schema.</summary>
/// <param name="prefix">How each of them begins, so that several applications can share a Redis.</param>
internal sealed class RedisKeySpace(string prefix)
{
    private const int MaxCached = 10_000;

    private readonly ConcurrentDictionary<string, RedisKeys> _events = new(StringComparer.Ordinal);

    /// <summary>With the prefix that <see cref="WaitingRoomOptions.KeyPrefix"/> has by default.</summary>
    public static RedisKeySpace Default { get; } = new(WaitingRoomOptions.DefaultKeyPrefix);

    /// <summary>The secret that gateways without a configured one share.</summary>
    public RedisKey[] Secret { get; } = [prefix + "-secret"];

    /// <summary>The events that are there, for operators.</summary>
    public RedisKey[] Events { get; } = [prefix + "-events"];

    /// <summary>Written by a look at Redis, to see whether it takes writes.</summary>
    public RedisKey Probe { get; } = prefix + "-key:probe";

    /// <summary>Every kind of key, for the permissions of the user of Redis.</summary>
    public IReadOnlyList<CheckedKey> Kinds { get; } =
    [
        new($"{prefix}:*", prefix + ":{probe}:probe"),
        new($"{prefix}-key:*", prefix + "-key:probe"),
        new($"{prefix}-idem:*", prefix + "-idem:probe"),
        new($"{prefix}-secret", prefix + "-secret"),
        new($"{prefix}-events", prefix + "-events"),
    ];

    public RedisKeys Of(string eventId)
    {
        if (_events.TryGetValue(eventId, out var keys))
            return keys;
        // Invented event ids must not fill the memory, and the keys are cheap to make again.
        if (_events.Count >= MaxCached)
            _events.Clear();
        return _events.GetOrAdd(eventId, static (id, prefix) => new RedisKeys(prefix, id), prefix);
    }

    public RedisKey[] Binding(UInt128 key) => [$"{prefix}-key:{key:x32}"];

    public RedisKey[] Idempotency(UInt128 key) => [$"{prefix}-idem:{key:x32}"];
}
