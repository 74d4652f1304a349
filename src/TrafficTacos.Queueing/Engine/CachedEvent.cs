using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What this process knows of an event: its policy, and a snapshot that is at most about a second old.</summary>
internal sealed class CachedEvent(string eventId, EventPolicy policy)
{
    private readonly Lock _lock = new();
    private Task<EventSnapshot>? _maintenance;
    private EventSnapshot? _snapshot;
    private long _takenAt;

    public string EventId => eventId;

    public EventPolicy Policy => policy;

    /// <summary>The snapshot if it is younger than <paramref name="maxAge"/>, or if a newer one is on its way; otherwise the
    /// maintenance that yields a new one. However many ask at once, maintenance runs once.</summary>
    public ValueTask<EventSnapshot> GetSnapshotAsync(TimeSpan maxAge, TimeProvider time, Func<CachedEvent, Task<EventSnapshot>> maintain)
    {
        TaskCompletionSource<EventSnapshot> started;
        lock (_lock)
        {
            if (_snapshot is { } snapshot && (_maintenance is not null || time.GetElapsedTime(_takenAt) < maxAge))
                return ValueTask.FromResult(snapshot);
            if (_maintenance is { } running)
                return new ValueTask<EventSnapshot>(running);
            started = new TaskCompletionSource<EventSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
            _maintenance = started.Task;
        }

        return new ValueTask<EventSnapshot>(MaintainAsync(started, time, maintain));
    }

    private async Task<EventSnapshot> MaintainAsync(
        TaskCompletionSource<EventSnapshot> started, TimeProvider time, Func<CachedEvent, Task<EventSnapshot>> maintain)
    {
        try
        {
            var snapshot = await maintain(this).ConfigureAwait(false);
            lock (_lock)
                (_snapshot, _takenAt, _maintenance) = (snapshot, time.GetTimestamp(), null);
            started.SetResult(snapshot);
            return snapshot;
        }
        catch (Exception exception)
        {
            lock (_lock)
                _maintenance = null;
            started.SetException(exception);
            _ = started.Task.Exception; // observed: often nobody waits for it
            throw;
        }
    }
}
