using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>In Development, <c>?ahead=500</c> lets a developer see the page as behind 500 others, of whom ten go in each second.</summary>
internal sealed class SimulatedWait(IHostEnvironment environment, TimeProvider time)
{
    public const string Parameter = "ahead";

    private const double PerSecond = 10;
    private const int MaxBrowsers = 1_000;

    private readonly ConcurrentDictionary<string, long> _since = new(StringComparer.Ordinal);

    /// <summary>What the page shows; null if nothing is simulated, or it is over.</summary>
    /// <param name="request">The request.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="browserId">Who waits; null for a browser without an identity, which waits from the beginning.</param>
    public GateOutcome? Find(HttpRequest request, string eventId, string? browserId)
    {
        if (!environment.IsDevelopment() || !int.TryParse(request.Query[Parameter], NumberStyles.None, CultureInfo.InvariantCulture, out var ahead))
            return null;
        if (_since.Count > MaxBrowsers)
            _since.Clear();
        var since = browserId is null ? time.GetTimestamp() : _since.GetOrAdd($"{browserId} {ahead}", _ => time.GetTimestamp());
        var waited = time.GetElapsedTime(since);
        var position = 1 + ahead - (long)(waited.TotalSeconds * PerSecond);
        if (position <= 0)
            return null;
        var left = TimeSpan.FromSeconds(position / PerSecond);
        var status = new VisitorStatus
        {
            State = VisitorState.Waiting,
            Position = position,
            QueueLength = ahead + 100,
            EstimatedWait = left,
            EstimatedWaitP90 = left * 1.2,
            Confidence = 1,
            Waited = waited,
            Phase = EventPhase.Open,
            Event = new EventStatus { EventId = eventId, Phase = EventPhase.Open, QueueLength = ahead + 100 },
        };
        return new GateOutcome { State = PageStates.Of(status), Status = status, Event = status.Event, PollAfter = TimeSpan.FromSeconds(2) };
    }
}
