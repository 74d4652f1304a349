using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>The drawn events that there are: those that are configured, those that somebody asked this process for, and those that an operator
/// scheduled in another one, which the store's list of events tells.</summary>
internal sealed class DrawnEvents(IQueueStore store, EventCache events, IOptions<WaitingRoomOptions> options)
{
    private const int MaxLearned = 1_000;
    private const int PageSize = 100;

    /// <summary>Calls on the way at once: the first look reads the settings of all events.</summary>
    private const int ReadsAtOnce = 8;

    private static readonly EventSettingsChange Nothing = new();

    private readonly ConcurrentDictionary<string, bool> _learned = new(StringComparer.Ordinal);

    /// <summary>The latest time at which an event was noted, when this process last looked.</summary>
    private long _seen;

    public IEnumerable<string> All
    {
        get
        {
            var configured = options.Value;
            var drawn = configured.Events.Where(pair => pair.Value.Order == QueueOrder.Draw).Select(pair => pair.Key);
            if (configured.Order == QueueOrder.Draw)
                drawn = drawn.Concat(configured.KnownEvents.Where(id => !id.Contains('*', StringComparison.Ordinal)));
            return drawn.Concat(events.DrawnEvents).Concat(_learned.Keys).Distinct(StringComparer.Ordinal);
        }
    }

    /// <summary>Reads what was noted in the list since the last look, which is one small call if that is nothing. A change of an event's settings
    /// notes it. Not by two at once.</summary>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var (seen, newest) = (_seen, 0L);
        IReadOnlyList<NotedEvent> page;
        var skip = 0;
        do
        {
            page = await store.ListEventsAsync(skip, PageSize, cancellationToken).ConfigureAwait(false);
            if (skip == 0 && page.Count > 0)
                newest = page[0].At;
            // The store lost its list, or somebody set its clock back.
            if (newest < seen)
                seen = 0;
            foreach (var chunk in page.Where(noted => noted.At >= seen).Chunk(ReadsAtOnce))
                await Task.WhenAll(chunk.Select(noted => LearnAsync(noted.EventId, cancellationToken))).ConfigureAwait(false);
            skip += page.Count;
        }
        while (page.Count == PageSize && page[^1].At >= seen);
        _seen = newest;
    }

    /// <summary>What this process maintains it knows already.</summary>
    private async Task LearnAsync(string eventId, CancellationToken cancellationToken)
    {
        if (events.IsMaintained(eventId))
            return;
        var reply = await store.SettingsAsync(eventId, Nothing, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        if (reply.Settings.Order != QueueOrder.Draw)
            _learned.TryRemove(eventId, out _);
        else if (_learned.Count < MaxLearned)
            _learned.TryAdd(eventId, true);
    }
}
