using System.Collections.Concurrent;
using TrafficTacos.Queueing.Engine;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Reads events for all operators of this process: what was read less than a second ago is told to everybody who asks, and whoever asks
/// while a read runs waits for that one.</summary>
internal sealed class EventReader(WaitingRoomOperator room, TimeProvider time)
{
    /// <summary>The most events that are remembered. When there are more, all are dropped.</summary>
    internal const int MaxEvents = 1_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, SharedRead<EventDetail>> _events = new(StringComparer.Ordinal);
    private readonly SharedRead<EventListResponse> _list = new(time, Fresh);

    public Task<EventListResponse> ListAsync(CancellationToken cancellationToken) => _list.GetAsync(ReadListAsync).WaitAsync(cancellationToken);

    public Task<EventDetail> GetAsync(string eventId, CancellationToken cancellationToken)
    {
        if (_events.Count >= MaxEvents)
            _events.Clear();
        return _events.GetOrAdd(eventId, static (_, time) => new SharedRead<EventDetail>(time, Fresh), time).GetAsync(() => ReadAsync(eventId)).WaitAsync(cancellationToken);
    }

    /// <summary>An operator changed it: the next question is answered by the store.</summary>
    public void Forget(string eventId)
    {
        _events.TryRemove(eventId, out _);
        _list.Forget();
    }

    private async Task<EventListResponse> ReadListAsync()
    {
        var rows = new List<EventRow>();
        await foreach (var found in room.ListEventsAsync(CancellationToken.None).ConfigureAwait(false))
            rows.Add(EventText.Row(found));
        return new EventListResponse(time.GetUtcNow(), rows);
    }

    private async Task<EventDetail> ReadAsync(string eventId)
    {
        var (overview, settings) = (room.GetEventAsync(eventId, CancellationToken.None), room.GetSettingsAsync(eventId, CancellationToken.None));
        var found = await overview.ConfigureAwait(false);
        var draw = found.Draw is null ? null : await room.GetDrawAsync(eventId, CancellationToken.None).ConfigureAwait(false);
        return EventText.Detail(found, await settings.ConfigureAwait(false), draw);
    }
}
