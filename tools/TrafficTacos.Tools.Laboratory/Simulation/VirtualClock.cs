namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>The store's clock in virtual time. Only the simulation advances it.</summary>
/// <param name="startOffset">Microseconds by which the sale begins after <see cref="Start"/>.</param>
internal sealed class VirtualClock(long startOffset = 0) : TimeProvider
{
    /// <summary>Every run begins at the same instant, so every run is the same.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 20, 0, 0, TimeSpan.Zero);

    /// <summary>Microseconds since the sale began.</summary>
    public long Now { get; set; }

    public override long TimestampFrequency => TimeSpan.MicrosecondsPerSecond;

    /// <summary>Converts microseconds since the start of the sale to the microseconds that the store writes into tickets.</summary>
    public long ToStoreTime(long at) => (Start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond + startOffset + at;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks((startOffset + Now) * TimeSpan.TicksPerMicrosecond);

    public override long GetTimestamp() => Now;

    /// <summary>No timers: the simulation itself runs maintenance each second.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // There is nothing to stop.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
