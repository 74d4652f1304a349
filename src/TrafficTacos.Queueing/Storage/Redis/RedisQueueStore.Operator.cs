namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>What operators read and change.</summary>
internal sealed partial class RedisQueueStore
{
    public async ValueTask<JournalPage> ReadJournalAsync(string eventId, RecordId after, int count, CancellationToken cancellationToken)
    {
        var text = after == RecordId.Start ? "-" : after.ToString();
        return RedisStreams.Journal(
            await RunAsync(_scripts.ReadStream, _keys.Of(eventId).Event, ["journal", text, Math.Min(count, JournalPage.MaxCount)], cancellationToken).ConfigureAwait(false), after);
    }
}
