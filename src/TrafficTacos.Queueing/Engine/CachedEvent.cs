using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What this process knows of an event: its policy, and a snapshot that is at most about a second old.</summary>
internal sealed class CachedEvent(string eventId, EventPolicy policy)
{
    private readonly Lock _lock = new();
    private Task<EventSnapshot>? _maintenance;
    private EventSnapshot? _snapshot;
    private EventStatus? _status;
    private EventMode? _mode;
    private long? _modeReadAt;
    private long _takenAt;
    private int _rounds;
    private SessionWatch? _sessions;
    private int _isReading;

    public string EventId => eventId;

    public EventPolicy Policy => policy;

    /// <summary>The settings in the store that the last maintenance ignored; empty if it took them all. Only maintenance writes this and
    /// the next two, one round at a time, to warn of a change once.</summary>
    public string IgnoredSettings { get; set; } = "";

    /// <summary>The last maintenance found that another process configures the event otherwise.</summary>
    public bool HasOtherConfiguration { get; set; }

    /// <summary>When the store was told last that the event is there; null for never.</summary>
    public long? NotedAt { get; set; }

    /// <summary>What the last snapshot says to everybody; null before the first.</summary>
    public EventStatus? Status => Volatile.Read(ref _status);

    /// <summary>The same while the whole waiting room is off.</summary>
    public EventStatus OffStatus { get; } = new() { EventId = eventId, Mode = EventMode.Off };

    /// <summary>When the last loss of the store was noticed, by the store's clock; 0 for none.</summary>
    public long LossSince { get; set; }

    /// <summary>What is known of its sessions; null before somebody came with one.</summary>
    public SessionWatch? Sessions => Volatile.Read(ref _sessions);

    /// <summary>Somebody waits, is remembered, or has a pass or a session, as far as this process knows, or came since the last snapshot.</summary>
    public bool IsLive
    {
        get
        {
            lock (_lock)
                return Volatile.Read(ref _rounds) > 0 || (_snapshot is { } snapshot && snapshot.Length + snapshot.Remembered + snapshot.Admitted + snapshot.Seats > 0);
        }
    }

    /// <summary>Somebody comes with a session.</summary>
    public SessionWatch WatchSessions(TimeProvider time)
    {
        var watch = LazyInitializer.EnsureInitialized(ref _sessions, () => new SessionWatch(time));
        watch.NoteUse();
        return watch;
    }

    /// <summary>False while a read of the journal runs.</summary>
    public bool TryBeginReading() => Interlocked.Exchange(ref _isReading, 1) == 0;

    public void EndReading() => Volatile.Write(ref _isReading, 0);

    /// <summary>Somebody comes. Two rounds of maintenance follow: the first may be over before they are there.</summary>
    public void NoteTraffic() => Volatile.Write(ref _rounds, 2);

    /// <summary>What the event does, as the last snapshot or the last question says, or as it is configured. Only the first question is waited
    /// for; if the answer is older than <paramref name="maxAge"/>, it is asked for again meanwhile.</summary>
    /// <param name="maxAge">The age from which the answer is asked for again.</param>
    /// <param name="time">Measures the age.</param>
    /// <param name="read">Asks the store.</param>
    public ValueTask<EventMode> GetModeAsync(TimeSpan maxAge, TimeProvider time, Func<CachedEvent, Task<EventMode>> read)
    {
        lock (_lock)
        {
            if (_snapshot is { } snapshot && time.GetElapsedTime(_takenAt) < maxAge)
                return ValueTask.FromResult(snapshot.Conditions.Numbers.Mode);
            if (_modeReadAt is { } readAt && time.GetElapsedTime(readAt) < maxAge)
                return ValueTask.FromResult(_mode ?? (EventMode)policy.Mode);
            var isFirst = _modeReadAt is null;
            _modeReadAt = time.GetTimestamp();
            var reading = ReadModeAsync(read);
            if (isFirst)
                return new ValueTask<EventMode>(reading);
            _ = ObserveAsync(reading);
            return ValueTask.FromResult(_mode ?? (EventMode)policy.Mode);
        }
    }

    /// <summary>The snapshot if it is younger than <paramref name="maxAge"/>, or if a newer one is on its way; otherwise the
    /// maintenance that yields a new one. However many ask at once, maintenance runs once.</summary>
    /// <param name="maxAge">The age from which a snapshot is replaced.</param>
    /// <param name="time">Measures the age.</param>
    /// <param name="maintain">Gets the event and the time since its last snapshot; zero if there is none.</param>
    public ValueTask<EventSnapshot> GetSnapshotAsync(TimeSpan maxAge, TimeProvider time, Func<CachedEvent, TimeSpan, Task<EventSnapshot>> maintain)
    {
        TaskCompletionSource<EventSnapshot> started;
        TimeSpan age;
        lock (_lock)
        {
            age = _snapshot is null ? TimeSpan.Zero : time.GetElapsedTime(_takenAt);
            if (_snapshot is { } snapshot && (_maintenance is not null || age < maxAge))
                return ValueTask.FromResult(snapshot);
            if (_maintenance is { } running)
                return new ValueTask<EventSnapshot>(running);
            started = new TaskCompletionSource<EventSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
            _maintenance = started.Task;
            // Somebody may come meanwhile, and is not to be forgotten.
            if (Volatile.Read(ref _rounds) > 0)
                Interlocked.Decrement(ref _rounds);
        }

        return new ValueTask<EventSnapshot>(MaintainAsync(started, age, time, maintain));
    }

    private async Task<EventSnapshot> MaintainAsync(
        TaskCompletionSource<EventSnapshot> started, TimeSpan age, TimeProvider time, Func<CachedEvent, TimeSpan, Task<EventSnapshot>> maintain)
    {
        try
        {
            var snapshot = await maintain(this, age).ConfigureAwait(false);
            lock (_lock)
                (_snapshot, _status, _takenAt, _maintenance) = (snapshot, StatusOf(snapshot), time.GetTimestamp(), null);
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

    private async Task<EventMode> ReadModeAsync(Func<CachedEvent, Task<EventMode>> read)
    {
        var mode = await read(this).ConfigureAwait(false);
        lock (_lock)
            return (_mode = mode).Value;
    }

    /// <summary>Without the store the event is as it was. Whoever needs the store next says so.</summary>
    private static async Task ObserveAsync(Task reading)
    {
        try
        {
            await reading.ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            // Nobody waits for this answer.
        }
    }

    private EventStatus StatusOf(in EventSnapshot snapshot)
    {
        var numbers = snapshot.Conditions.Numbers;
        return new EventStatus
        {
            EventId = eventId,
            Phase = snapshot.Conditions.Phase,
            Mode = numbers.Mode,
            Message = MessageText.Read(numbers.Message ?? ""),
            GatherAt = SettingValues.Time(numbers.GatherAt),
            OpensAt = SettingValues.Time(numbers.OpensAt),
            ClosesAt = SettingValues.Time(numbers.ClosesAt),
            DrawAt = numbers.Order == QueueOrder.Draw ? SettingValues.Time(numbers.DrawAt) : null,
            QueueLength = snapshot.Length,
        };
    }
}
