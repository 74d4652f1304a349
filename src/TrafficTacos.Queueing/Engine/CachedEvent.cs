using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What this process knows of an event: its policy, and a snapshot that is at most about a second old.</summary>
internal sealed class CachedEvent(string eventId, EventPolicy policy)
{
    /// <summary>How long after the last request that depends on it the mode is still read.</summary>
    private static readonly TimeSpan ModeKept = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Task<EventSnapshot>? _maintenance;
    private EventSnapshot? _snapshot;
    private EventStatus? _status;
    private EventMode? _mode;
    private long? _modeAskedAt;
    private long _modeReadAt;
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

    /// <summary>The loss after which this process gave back what operators had set.</summary>
    public long GivenBackSince { get; set; }

    /// <summary>What was in force when the store was seen last with nothing lost; null before.</summary>
    public EventNumbers? Numbers { get; set; }

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

    /// <summary>What the event does, as the last snapshot or <see cref="ReadModeAsync"/> says. Only the first request of a process waits for
    /// an answer.</summary>
    /// <param name="time">Notes when it was asked.</param>
    /// <param name="read">Asks the store.</param>
    public ValueTask<EventMode> GetModeAsync(TimeProvider time, Func<CachedEvent, Task<EventMode>> read)
    {
        lock (_lock)
        {
            _modeAskedAt = time.GetTimestamp();
            if (_mode is { } mode)
                return ValueTask.FromResult(mode);
        }

        return new ValueTask<EventMode>(ReadModeAsync(time, read));
    }

    /// <summary>Whether requests depend on the mode, and nobody read it for <paramref name="age"/>.</summary>
    public bool NeedsMode(TimeProvider time, TimeSpan age)
    {
        lock (_lock)
            return _modeAskedAt is { } askedAt && time.GetElapsedTime(askedAt) < ModeKept && time.GetElapsedTime(_modeReadAt) >= age;
    }

    /// <summary>Asks the store what the event does.</summary>
    /// <param name="time">Notes when.</param>
    /// <param name="read">Asks the store.</param>
    public async Task<EventMode> ReadModeAsync(TimeProvider time, Func<CachedEvent, Task<EventMode>> read)
    {
        lock (_lock)
            _modeReadAt = time.GetTimestamp();
        try
        {
            var mode = await read(this).ConfigureAwait(false);
            lock (_lock)
                return (_mode = mode).Value;
        }
        catch (WaitingRoomUnavailableException)
        {
            // Until there is an answer it is as it is configured. Whoever needs the store next says so.
            lock (_lock)
                _mode ??= (EventMode)policy.Mode;
            throw;
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
                (_snapshot, _status, _mode, _takenAt, _maintenance) = (snapshot, StatusOf(snapshot), snapshot.Conditions.Numbers.Mode, time.GetTimestamp(), null);
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
