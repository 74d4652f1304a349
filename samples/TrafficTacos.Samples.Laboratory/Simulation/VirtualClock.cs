namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>The store's clock: it stands still until the simulation moves it.</summary>
/// <param name="into">Microseconds by which the sale begins later than <see cref="Start"/>.</param>
internal sealed class VirtualClock(long into = 0) : TimeProvider
{
    /// <summary>A sale that begins at the same instant in every run, so that every run is the same.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 20, 0, 0, TimeSpan.Zero);

    /// <summary>Microseconds since the sale began.</summary>
    public long Now { get; set; }

    /// <summary>An instant of the sale as the store writes it into tickets.</summary>
    public long StoreTime(long at) => (Start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond + into + at;

    public override long TimestampFrequency => TimeSpan.MicrosecondsPerSecond;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks((into + Now) * TimeSpan.TicksPerMicrosecond);

    public override long GetTimestamp() => Now;
}

/// <summary>A gateway's clock: some way off the store's, and running a little faster or slower.</summary>
internal sealed class GatewayClock(VirtualClock store, double offset, double drift) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.MicrosecondsPerSecond;

    public override DateTimeOffset GetUtcNow() => store.GetUtcNow().AddSeconds(offset + drift * store.Now / 1e6);

    public override long GetTimestamp() => (long)(store.Now * (1 + drift));
}
