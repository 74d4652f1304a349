using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What somebody must look at: each is counted, and is a line in the log, once a second at most.</summary>
internal sealed class DrawAlerts(WaitingRoomMetrics metrics, ILogger<DrawRunner> logger, TimeProvider time)
{
    private const int MaxEvents = 1_000;

    private readonly WarningPace _late = new(time);
    private readonly WarningPace _differing = new(time);
    private readonly ConcurrentDictionary<string, WarningPace> _unannounced = new(StringComparer.Ordinal);
    private readonly WarningPace _unreplicated = new(time);

    /// <summary>The record is not what this gateway computes, or saw before.</summary>
    public void Differs(string eventId, string what)
    {
        metrics.DrawAlert(eventId, "differs");
        if (_differing.Count() > 0)
            logger.DrawDiffers(eventId, what);
    }

    public void BeaconLate(string eventId, double seconds, string troubles, long round)
    {
        metrics.DrawAlert(eventId, "beacon_late");
        if (_late.Count() > 0)
            logger.BeaconLate(eventId, seconds, troubles, round);
    }

    public void NotAnnounced(string eventId, DateTimeOffset drawAt)
    {
        // At once, and then once a minute for each event.
        if (_unannounced.Count >= MaxEvents)
            _unannounced.Clear();
        if (_unannounced.GetOrAdd(eventId, _ => new WarningPace(time, TimeSpan.FromMinutes(1))).Count() == 0)
            return;
        metrics.DrawAlert(eventId, "not_announced");
        logger.DrawNotAnnounced(eventId, drawAt);
    }

    public void NotReplicated(string eventId, string step)
    {
        metrics.DrawAlert(eventId, "not_replicated");
        if (_unreplicated.Count() > 0)
            logger.DrawNotReplicated(eventId, step);
    }
}
