namespace TrafficTacos.Queueing.Storage.InMemory;

/// <summary>The three clocks of lua/include/clock.lua, in microseconds.</summary>
/// <param name="Run">When maintenance last ran, by the process' clock.</param>
/// <param name="Store">Tickets, the bucket, minimum waits: without jumps of the clock.</param>
/// <param name="Service">Passes: without outages.</param>
/// <param name="Waiting">Heartbeats, turns, the memory: without outages and pauses.</param>
/// <param name="Busy">Somebody waits, is remembered or has a pass: maintenance runs every second, and a longer gap is an outage.</param>
internal readonly record struct QueueClock(long Run, long Store, long Service, long Waiting, bool Busy)
{
    public const long LongestGap = 2_000_000;

    public static QueueClock StartingAt(long at) => new(at, at, at, at, false);

    /// <summary>The clocks at <paramref name="at"/>; <see cref="Run"/> stays.</summary>
    public QueueClock At(long at, bool paused)
    {
        var gap = Math.Max(0, at - Run);
        if (Busy)
            gap = Math.Min(gap, LongestGap);
        return this with { Store = Store + gap, Service = Service + gap, Waiting = paused ? Waiting : Waiting + gap };
    }
}
