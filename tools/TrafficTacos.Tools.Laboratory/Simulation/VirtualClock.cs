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
}
