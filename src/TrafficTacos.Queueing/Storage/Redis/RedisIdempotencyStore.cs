using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The store for any number of gateways, on the connection of the queue store: each operation is one script.</summary>
/// <param name="connection">The connection to Redis.</param>
/// <param name="keys">Its keys.</param>
/// <param name="scripts">Scripts; tests replace their clock by the last argument.</param>
/// <param name="testClock">That argument; null in production.</param>
internal sealed class RedisIdempotencyStore(RedisConnection connection, RedisKeySpace keys, RedisScripts scripts, Func<long>? testClock) : IIdempotencyStore
{
    public RedisIdempotencyStore(RedisConnection connection, RedisKeySpace keys)
        : this(connection, keys, new RedisScripts(), null)
    {
    }

    public async ValueTask<IdempotencyReply> ClaimAsync(
        UInt128 key, UInt128 fingerprint, UInt128 owner, TimeSpan lease, TimeSpan retention, CancellationToken cancellationToken) =>
        Read(await RunAsync(
            scripts.IdempotencyClaim,
            key,
            [ScriptArguments.Bytes(fingerprint), ScriptArguments.Bytes(owner), (long)lease.TotalMicroseconds, (long)retention.TotalMicroseconds],
            cancellationToken).ConfigureAwait(false));

    public ValueTask<bool> CompleteAsync(UInt128 key, UInt128 owner, ReadOnlyMemory<byte> response, TimeSpan retention, CancellationToken cancellationToken) =>
        EndAsync(key, owner, "store", response, retention, cancellationToken);

    public ValueTask<bool> ReleaseAsync(UInt128 key, UInt128 owner, CancellationToken cancellationToken) =>
        EndAsync(key, owner, "release", default, default, cancellationToken);

    private async ValueTask<bool> EndAsync(
        UInt128 key, UInt128 owner, string step, ReadOnlyMemory<byte> response, TimeSpan retention, CancellationToken cancellationToken) =>
        (long)await RunAsync(
            scripts.IdempotencyComplete,
            key,
            [ScriptArguments.Bytes(owner), step, response, (long)retention.TotalMicroseconds],
            cancellationToken).ConfigureAwait(false) == 1;

    /// <summary>The reply as the header of lua/idempotency_claim.lua lists it.</summary>
    private static IdempotencyReply Read(RedisResult reply) => (IdempotencyCode)(int)reply[0] switch
    {
        IdempotencyCode.Completed => new IdempotencyReply(IdempotencyCode.Completed, (byte[])reply[1]!),
        var other => new IdempotencyReply(other),
    };

    private ValueTask<RedisResult> RunAsync(RedisScript script, UInt128 key, RedisValue[] arguments, CancellationToken cancellationToken) =>
        connection.EvaluateAsync(
            script, keys.Idempotency(key), testClock is null ? arguments : [.. arguments, testClock()], cancellationToken);
}
