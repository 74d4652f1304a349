namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>Real time, in microseconds since the start of a replay.</summary>
internal sealed class ReplayClock(TimeProvider time)
{
    private const long Second = 1_000_000;

    private readonly long _start = time.GetTimestamp();

    public long Now => (long)time.GetElapsedTime(_start).TotalMicroseconds;

    public Task WaitUntilAsync(long at, CancellationToken cancellationToken) =>
        at - Now is var remaining and > 0 ? Task.Delay(TimeSpan.FromMicroseconds(remaining), time, cancellationToken) : Task.CompletedTask;

    /// <summary>Waits for the next whole second.</summary>
    public Task WaitForNextSecondAsync(CancellationToken cancellationToken) => WaitUntilAsync((Now / Second + 1) * Second, cancellationToken);
}
