using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>A store of buckets whose clock and content the test can see and change.</summary>
internal abstract class TestedTokenBuckets(FakeTimeProvider time) : IAsyncDisposable
{
    /// <summary>Far in the future. Keys in Redis expire at an instant of this clock, which must not have passed on the system clock.</summary>
    public static readonly DateTimeOffset Start = new(2226, 3, 2, 19, 0, 0, TimeSpan.Zero);

    /// <summary>A client that no other test uses.</summary>
    public static Partition Client(BucketLimit limit) => Partition.Of("test", Guid.NewGuid().ToString("n"), limit);

    public FakeTimeProvider Time => time;

    public abstract ITokenBucketStore Buckets { get; }

    public Task<RateLimitDecision> TakeAsync(Partition bucket) => Buckets.TakeAsync(bucket).AsTask();

    public void Pass(TimeSpan span) => time.Advance(span);

    /// <summary>The tokens that a bucket had when it was last used; null if it is not stored.</summary>
    public abstract Task<double?> LevelAsync(Partition bucket);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
