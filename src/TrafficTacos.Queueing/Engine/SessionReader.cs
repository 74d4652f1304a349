using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Reads the journal of each event in which this process has met a session, once a second, to learn which sessions ended
/// elsewhere.</summary>
internal sealed class SessionReader : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IQueueStore _store;
    private readonly EventCache _events;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    public SessionReader(IQueueStore store, EventCache events, TimeProvider time)
    {
        (_store, _events, _time) = (store, events, time);
        using (ExecutionContext.SuppressFlow())
            _timer = time.CreateTimer(_ => ReadAll(), null, Interval, Interval);
    }

    /// <summary>What is known of the sessions of an event, in which somebody comes with one.</summary>
    public SessionWatch Watch(CachedEvent cached) => cached.WatchSessions(_time);

    public void Dispose() => _timer.Dispose();

    private void ReadAll()
    {
        foreach (var cached in _events.WithSessions)
            _ = ObserveAsync(cached);
    }

    /// <summary>A store that is away is asked again by the next tick; meanwhile every session is asked for, and whoever asks is told.</summary>
    private async Task ObserveAsync(CachedEvent cached)
    {
        try
        {
            await ReadAsync(cached).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            // Nobody waits for this call.
        }
    }

    internal async Task ReadAsync(CachedEvent cached)
    {
        if (cached.Sessions is not { } watch || !cached.TryBeginReading())
            return;
        try
        {
            if (watch.Begin(cached.LossSince) is not { } after)
            {
                await StartAsync(cached, watch).ConfigureAwait(false);
                return;
            }

            JournalPage page;
            do
            {
                var began = _time.GetTimestamp();
                page = await _store.ReadJournalAsync(cached.EventId, after, JournalPage.MaxCount, CancellationToken.None).ConfigureAwait(false);
                if (page.IsCut || after.IsAfter(page.End))
                {
                    await StartAsync(cached, watch).ConfigureAwait(false);
                    return;
                }

                watch.Read(page, began);
                after = page.Last;
            }
            while (page.Records.Count == JournalPage.MaxCount);
        }
        finally
        {
            cached.EndReading();
        }
    }

    private async Task StartAsync(CachedEvent cached, SessionWatch watch)
    {
        var began = _time.GetTimestamp();
        var page = await _store.ReadJournalAsync(cached.EventId, RecordId.Start, 1, CancellationToken.None).ConfigureAwait(false);
        watch.Start(page.End, began);
    }
}
