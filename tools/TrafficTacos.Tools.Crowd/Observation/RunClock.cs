namespace TrafficTacos.Tools.Crowd.Observation;

/// <summary>The monotonic clock of this machine, from the start of the run. All observations of all gateways use it.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>A time of day on this clock. It is as right as this machine's clock.</summary>
    public TimeSpan Of(DateTimeOffset timeOfDay) => timeOfDay - _startedAt;

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;
}
