using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Idempotency;

/// <summary>A store of idempotency keys whose clock the test moves.</summary>
internal sealed class IdempotencyUnderTest
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time;
    private readonly IIdempotencyStore _store;

    private IdempotencyUnderTest(FakeTimeProvider time, IIdempotencyStore store)
    {
        _time = time;
        _store = store;
    }

    public static IdempotencyUnderTest InMemory()
    {
        var time = new FakeTimeProvider(StoreUnderTest.Start);
        return new IdempotencyUnderTest(time, new InMemoryIdempotencyStore(time));
    }

    public static IdempotencyUnderTest OnRedis(IConnectionMultiplexer connection)
    {
        var time = new FakeTimeProvider(StoreUnderTest.Start);
        var redis = RedisConnection.Use(() => Task.FromResult(connection), TimeSpan.FromSeconds(30), TimeProvider.System);
        return new IdempotencyUnderTest(time, new RedisIdempotencyStore(
            redis, RedisKeySpace.Default, ClockedScripts.All, () => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
    }

    public void Pass(TimeSpan span) => _time.Advance(span);

    /// <summary>The outcome, and the answer when there is one.</summary>
    public async Task<string> ClaimAsync(UInt128 key, int fingerprint, int owner)
    {
        var reply = await _store.ClaimAsync(key, (UInt128)fingerprint, (UInt128)owner, Lease, Kept, default);
        return reply.Code == IdempotencyCode.Completed ? $"Completed {Convert.ToHexString(reply.Response.Span)}" : reply.Code.ToString();
    }

    public Task<bool> CompleteAsync(UInt128 key, int owner, params byte[] answer) =>
        _store.CompleteAsync(key, (UInt128)owner, answer, Kept, default).AsTask();

    public Task<bool> ReleaseAsync(UInt128 key, int owner) => _store.ReleaseAsync(key, (UInt128)owner, default).AsTask();

    /// <summary>A key no other test uses.</summary>
    public static UInt128 FreshKey() => UInt128.Parse(Guid.NewGuid().ToString("n"), System.Globalization.NumberStyles.HexNumber, null);
}
