using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The events that this process serves. Traffic, not a timer, drives each event's maintenance.</summary>
internal sealed class EventCache(
    IQueueStore store, IOptions<WaitingRoomOptions> options, WaitingRoomMetrics metrics, TimeProvider time, ILogger<EventCache> logger)
{
    private const int MaxEvents = 10_000;
    private static readonly TimeSpan MaintenanceInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, CachedEvent> _events = new(StringComparer.Ordinal);
    private readonly EventPolicy _common = new(options.Value);

    public CachedEvent Get(string eventId)
    {
        if (_events.TryGetValue(eventId, out var cached))
            return cached;
        // Invented event ids must not fill the memory, and a cached event is cheap to make again.
        if (_events.Count >= MaxEvents)
            _events.Clear();
        return _events.GetOrAdd(eventId, static (id, cache) => new CachedEvent(id, cache.PolicyOf(id)), this);
    }

    /// <summary>The event's snapshot. The first caller after a second maintains the event; the others go on with the last one.</summary>
    public ValueTask<EventSnapshot> GetSnapshotAsync(CachedEvent cached, CancellationToken cancellationToken)
    {
        var snapshot = cached.GetSnapshotAsync(MaintenanceInterval, time, MaintainAsync);
        return snapshot.IsCompleted || !cancellationToken.CanBeCanceled
            ? snapshot
            : new ValueTask<EventSnapshot>(snapshot.AsTask().WaitAsync(cancellationToken));
    }

    /// <summary>Not with a caller's cancellation: others wait for it too.</summary>
    private async Task<EventSnapshot> MaintainAsync(CachedEvent cached)
    {
        MaintenanceReply reply;
        do
        {
            reply = await store.MaintainAsync(cached.EventId, cached.Policy, CancellationToken.None).ConfigureAwait(false);
            if (reply.Reclaimed.Total > 0)
            {
                metrics.Reclaimed(cached.EventId, reply.Reclaimed);
                logger.ReclaimedPlaces(cached.EventId, reply.Reclaimed.Left, reply.Reclaimed.Expired, reply.Reclaimed.NoShow);
            }
        }
        while (reply.More);

        metrics.Maintained(cached.EventId, reply.Snapshot);
        return reply.Snapshot;
    }

    private EventPolicy PolicyOf(string eventId) => options.Value.Events.ContainsKey(eventId) ? new EventPolicy(options.Value.For(eventId)) : _common;
}
