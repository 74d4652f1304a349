namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>A gateway's clock, with an offset and a drift against the store's clock.</summary>
internal sealed class GatewayClock(VirtualClock storeClock, double offset, double drift) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.MicrosecondsPerSecond;

    public override DateTimeOffset GetUtcNow() => storeClock.GetUtcNow().AddSeconds(offset + drift * storeClock.Now / 1e6);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        storeClock.CreateTimer(callback, state, dueTime, period);

    public override long GetTimestamp() => (long)(storeClock.Now * (1 + drift));
}
