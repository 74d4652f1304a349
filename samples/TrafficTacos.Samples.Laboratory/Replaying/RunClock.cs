namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>Real time, in microseconds since the start of a replay.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public long Now => (long)time.GetElapsedTime(_start).TotalMicroseconds;

    public Task UntilAsync(long at, CancellationToken stop) =>
        at - Now is var left and > 0 ? Task.Delay(TimeSpan.FromMicroseconds(left), time, stop) : Task.CompletedTask;

    /// <summary>The next of the ticks of a second.</summary>
    public Task NextSecondAsync(CancellationToken stop) => UntilAsync((Now / 1_000_000 + 1) * 1_000_000, stop);
}
