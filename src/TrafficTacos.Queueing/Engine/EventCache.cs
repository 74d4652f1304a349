using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The events that this process serves. A timer maintains each of them that has somebody in it once a second; traffic maintains
/// the others.</summary>
internal sealed partial class EventCache : IDisposable
{
    private const int MaxEvents = 10_000;
    private static readonly EventSettingsChange Nothing = new();
    private static readonly EventSnapshot Off = new() { Conditions = new EventConditions { Numbers = new EventNumbers { Mode = EventMode.Off } } };
    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NoteInterval = TimeSpan.FromMinutes(1);

    /// <summary>Often enough that maintenance is hardly late: the store takes a gap of two seconds for an outage.</summary>
    private static readonly TimeSpan TimerInterval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, CachedEvent> _events = new(StringComparer.Ordinal);
    private readonly IQueueStore _store;
    private readonly LateHeartbeats _late;
    private readonly IOptions<WaitingRoomOptions> _options;
    private readonly WaitingRoomMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<EventCache> _logger;
    private readonly EventPolicy _common;
    private readonly EventPolicy _invented;
    private readonly EventPolicy _guest;
    private readonly ITimer _timer;

    public EventCache(
        IQueueStore store, LateHeartbeats late, IOptions<WaitingRoomOptions> options, WaitingRoomMetrics metrics, TimeProvider time, ILogger<EventCache> logger)
    {
        (_store, _late, _options, _metrics, _time, _logger) = (store, late, options, metrics, time, logger);
        _common = new EventPolicy(options.Value);
        _invented = new EventPolicy(options.Value, isKnown: false);
        _guest = new EventPolicy(options.Value, isKnown: false, isGuest: true);
        // Maintenance belongs to no request: not to the first one's trace either.
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => MaintainLiveEvents(), null, TimerInterval, TimerInterval);
    }

    /// <summary>The events in which somebody came with a session lately.</summary>
    public IEnumerable<CachedEvent> WithSessions => _events.Values.Where(
        cached => cached.Sessions is { } watch && watch.Unused.TotalMicroseconds <= cached.Policy.SessionLifetime);

    /// <summary>The event of a visitor: it is maintained.</summary>
    public CachedEvent Get(string eventId)
    {
        var cached = Find(eventId);
        cached.NoteTraffic();
        return cached;
    }

    private CachedEvent Find(string eventId)
    {
        if (_events.TryGetValue(eventId, out var cached))
            return cached;

        // Invented event ids must not fill the memory, and a cached event is cheap to make again.
        if (_events.Count >= MaxEvents)
            _events.Clear();
        return _events.GetOrAdd(eventId, static (id, cache) => new CachedEvent(id, cache.PolicyOf(id)), this);
    }

    /// <summary>The configured numbers, for an operator: asking for them is no traffic.</summary>
    public EventPolicy PolicyFor(string eventId) => _events.TryGetValue(eventId, out var cached) ? cached.Policy : PolicyOf(eventId);

    /// <summary>The event's snapshot. The first caller after a second maintains the event; the others go on with the last one. The store is not
    /// asked where the whole waiting room is off.</summary>
    public ValueTask<EventSnapshot> GetSnapshotAsync(CachedEvent cached, CancellationToken cancellationToken)
    {
        if (!_options.Value.Enabled)
            return ValueTask.FromResult(Off);
        var snapshot = cached.GetSnapshotAsync(MaintenanceInterval, _time, MaintainAsync);
        return snapshot.IsCompleted || !cancellationToken.CanBeCanceled
            ? snapshot
            : new ValueTask<EventSnapshot>(snapshot.AsTask().WaitAsync(cancellationToken));
    }

    /// <summary>What the event does, as the last snapshot says.</summary>
    public async ValueTask<EventStatus> GetStatusAsync(CachedEvent cached, CancellationToken cancellationToken)
    {
        await GetSnapshotAsync(cached, cancellationToken).ConfigureAwait(false);
        return StatusOf(cached);
    }

    /// <summary>The same, once there is a snapshot.</summary>
    public EventStatus StatusOf(CachedEvent cached) => _options.Value.Enabled ? cached.Status! : cached.OffStatus;

    /// <summary>Whether the event is off, as this process knows it. Made for every request, so only the first one asks the store, and it changes
    /// nothing there: a request that brings no genuine token is no traffic. The timer keeps the answer fresh.</summary>
    public async ValueTask<bool> IsOffAsync(string eventId, CancellationToken cancellationToken)
    {
        if (!_options.Value.Enabled)
            return true;
        var mode = Find(eventId).GetModeAsync(_time, ReadModeAsync);
        return await (mode.IsCompleted || !cancellationToken.CanBeCanceled ? mode : new ValueTask<EventMode>(mode.AsTask().WaitAsync(cancellationToken))).ConfigureAwait(false) == EventMode.Off;
    }

    /// <summary>Drawn events that somebody asked for.</summary>
    public IEnumerable<string> DrawnEvents => _events.Values
        .Where(cached => cached.Status is { } status ? status.DrawAt is not null : cached.Policy.Order == (double)QueueOrder.Draw)
        .Select(cached => cached.EventId);

    /// <summary>Somebody is in the event, so that what this process knows of it is a second old at most.</summary>
    public bool IsMaintained(string eventId) => _events.TryGetValue(eventId, out var cached) && cached is { IsLive: true, Status: not null };

    public void Dispose() => _timer.Dispose();

    private async Task<EventMode> ReadModeAsync(CachedEvent cached) =>
        (await _store.SettingsAsync(cached.EventId, Nothing, cached.Policy, CancellationToken.None).ConfigureAwait(false)).Settings.Mode;

    private void MaintainLiveEvents()
    {
        foreach (var (_, cached) in _events)
        {
            // A process that only redeems passes runs the clocks, too.
            if (cached.IsLive || _late.Has(cached.EventId))
                _ = ObserveAsync(GetSnapshotAsync(cached, CancellationToken.None).AsTask());
            else if (cached.NeedsMode(_time, MaintenanceInterval))
                _ = ObserveAsync(cached.ReadModeAsync(_time, ReadModeAsync));
        }
    }

    /// <summary>A store that is away is tried again by the next tick, and whoever asks is told.</summary>
    private static async Task ObserveAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            // Nobody waits for this call.
        }
    }

    /// <summary>Not with a caller's cancellation: others wait for it too.</summary>
    private async Task<EventSnapshot> MaintainAsync(CachedEvent cached, TimeSpan age)
    {
        // First, so that nobody is taken out whose heartbeat is already here.
        var back = await _late.ReportAsync(cached).ConfigureAwait(false);
        if (back > 0)
            _logger.PlacesCameBack(cached.EventId, back);
        MaintenanceReply reply;
        do
        {
            var sent = _time.GetTimestamp();
            reply = await _store.MaintainAsync(cached.EventId, age, cached.Policy, CancellationToken.None).ConfigureAwait(false);
            cached.Sessions?.NoteClock(reply.Snapshot.Service, sent);
            if (reply.Reclaimed.Total > 0)
            {
                _metrics.Reclaimed(cached.EventId, reply.Reclaimed);
                var (left, expired, noShow, asleep, passedOver) = reply.Reclaimed;
                _logger.ReclaimedPlaces(cached.EventId, left, expired, noShow, asleep, passedOver);
            }
        }
        while (reply.More);

        WarnOfIgnoredSettings(cached, reply.Ignored);
        WarnOfOtherConfiguration(cached, reply);
        WarnOfLoss(cached, reply.Loss);
        await GiveBackSettingsAsync(cached, reply).ConfigureAwait(false);
        _metrics.Maintained(cached.EventId, reply.Snapshot);
        await NoteAsync(cached, reply.Snapshot).ConfigureAwait(false);
        return reply.Snapshot;
    }

    /// <summary>So that operators find the event in the list. Not one that anybody may have invented: what Settled counts is only known
    /// of others.</summary>
    private async ValueTask NoteAsync(CachedEvent cached, EventSnapshot snapshot)
    {
        if (!(cached.Policy.IsKnown || snapshot.Settled > 0) || (cached.NotedAt is { } at && _time.GetElapsedTime(at) < NoteInterval))
            return;
        cached.NotedAt = _time.GetTimestamp();
        try
        {
            await _store.NoteEventAsync(cached.EventId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            cached.NotedAt = null;
        }
    }

    private void WarnOfIgnoredSettings(CachedEvent cached, string ignored)
    {
        if (ignored.Length > 0 && !string.Equals(ignored, cached.IgnoredSettings, StringComparison.Ordinal))
            _logger.SettingsIgnored(cached.EventId, ignored);
        cached.IgnoredSettings = ignored;
    }

    private void WarnOfOtherConfiguration(CachedEvent cached, in MaintenanceReply reply)
    {
        if (reply.IsOther && !cached.HasOtherConfiguration)
            _logger.OtherConfiguration(cached.EventId, reply.Snapshot.AdmissionsPerSecond, reply.Snapshot.Burst, cached.Policy.AdmissionsPerSecond, cached.Policy.Burst);
        cached.HasOtherConfiguration = reply.IsOther;
    }

    private EventPolicy PolicyOf(string eventId)
    {
        var options = _options.Value;
        if (options.OperatesOnly)
            return _guest;
        if (options.Events.ContainsKey(eventId))
            return new EventPolicy(options.For(eventId));
        return options.IsKnown(eventId) ? _common : _invented;
    }
}
