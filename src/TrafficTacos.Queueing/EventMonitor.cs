using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing;

/// <summary>What this gateway knows of an event: its policy, and a pulse at most a second old.</summary>
internal sealed class EventView(string eventId, EventPolicy policy)
{
    private int _running;

    public string EventId => eventId;

    public EventPolicy Policy => policy;

    /// <summary>The last pulse and when it came, by this machine's timer; null before the first.</summary>
    public (Pulse Pulse, long At)? Last
    {
        get
        {
            lock (this)
                return field;
        }

        set
        {
            lock (this)
                field = value;
        }
    }

    public bool TryStart() => Interlocked.Exchange(ref _running, 1) == 0;

    public void End() => Volatile.Write(ref _running, 0);
}

/// <summary>Keeps the views, and lets traffic, not a timer, drive each event's pulse.</summary>
internal sealed class EventMonitor(
    IQueueStore store, IOptions<WaitingRoomOptions> options, WaitingRoomMetrics metrics, TimeProvider time, ILogger<EventMonitor> logger)
{
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, EventView> _views = new(StringComparer.Ordinal);
    private readonly EventPolicy _common = new(options.Value);

    public EventView View(string eventId)
    {
        if (_views.TryGetValue(eventId, out var view))
            return view;
        // Invented event ids must not fill the memory; a view is cheap to make again.
        if (_views.Count >= MostRemembered)
            _views.Clear();
        return _views.GetOrAdd(eventId, static (id, monitor) => new EventView(id, monitor.PolicyOf(id)), this);
    }

    /// <summary>The event's pulse. Whoever comes a second after the last one takes the next; the others go on with that.</summary>
    public ValueTask<Pulse> PulseAsync(EventView view, CancellationToken cancellationToken)
    {
        if (view.Last is { } last && (time.GetElapsedTime(last.At) < Interval || !view.TryStart()))
            return ValueTask.FromResult(last.Pulse);
        return TakeAsync(view, cancellationToken);
    }

    private async ValueTask<Pulse> TakeAsync(EventView view, CancellationToken cancellationToken)
    {
        try
        {
            PulseReply reply;
            do
            {
                reply = await store.PulseAsync(view.EventId, view.Policy, cancellationToken).ConfigureAwait(false);
                if (reply.Reclaimed.Total > 0)
                {
                    metrics.Reclaimed(view.EventId, reply.Reclaimed);
                    logger.ReclaimedPlaces(view.EventId, reply.Reclaimed.Left, reply.Reclaimed.Expired, reply.Reclaimed.NoShow);
                }
            }
            while (reply.More);

            metrics.Pulsed(view.EventId, reply.Pulse);
            view.Last = (reply.Pulse, time.GetTimestamp());
            return reply.Pulse;
        }
        finally
        {
            view.End();
        }
    }

    private EventPolicy PolicyOf(string eventId) =>
        options.Value.Events.TryGetValue(eventId, out var overrides) ? new EventPolicy(options.Value.For(overrides)) : _common;
}
