using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>
/// Heartbeats that came while the store did not take them. They are reported as soon as it does: what kept a heartbeat from being
/// recorded costs nobody their place.
/// </summary>
internal sealed class LateHeartbeats(IQueueStore store, TimeProvider time)
{
    /// <summary>More are not kept, over all events.</summary>
    internal const int MaxKept = 1_000_000;

    /// <summary>Heartbeats of one call to the store.</summary>
    internal const int MaxReported = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<Place, long>> _heard = new(StringComparer.Ordinal);
    private int _kept;

    /// <summary>The later of two heartbeats of a place counts.</summary>
    public void Keep(string eventId, Place place)
    {
        lock (_lock)
        {
            if (!_heard.TryGetValue(eventId, out var places))
                _heard.Add(eventId, places = []);
            if (_kept < MaxKept || places.ContainsKey(place))
            {
                _kept += places.ContainsKey(place) ? 0 : 1;
                places[place] = time.GetTimestamp();
            }
        }
    }

    public bool Has(string eventId)
    {
        lock (_lock)
            return _heard.ContainsKey(eventId);
    }

    /// <summary>Reports what is kept of an event; returns how many places came back.</summary>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer; what it did not take stays kept.</exception>
    public async ValueTask<int> ReportAsync(CachedEvent cached)
    {
        var back = 0;
        while (Next(cached.EventId) is { Count: > 0 } batch)
        {
            var heartbeats = batch.ConvertAll(item => new LateHeartbeat(item.Key, (long)time.GetElapsedTime(item.Value).TotalMicroseconds));
            back += await store.HearAsync(cached.EventId, heartbeats, cached.Policy, CancellationToken.None).ConfigureAwait(false);
            Forget(cached.EventId, batch);
        }

        return back;
    }

    private List<KeyValuePair<Place, long>> Next(string eventId)
    {
        lock (_lock)
            return _heard.TryGetValue(eventId, out var places) ? [.. places.Take(MaxReported)] : [];
    }

    /// <summary>What was heard again meanwhile stays.</summary>
    private void Forget(string eventId, List<KeyValuePair<Place, long>> reported)
    {
        lock (_lock)
        {
            var places = _heard[eventId];
            foreach (var (place, heard) in reported)
            {
                if (places.TryGetValue(place, out var latest) && latest == heard && places.Remove(place))
                    _kept--;
            }

            if (places.Count == 0)
                _heard.Remove(eventId);
        }
    }
}
