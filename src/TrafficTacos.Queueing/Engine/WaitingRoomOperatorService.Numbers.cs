using System.Runtime.CompilerServices;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Events in numbers.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    private const int EventsAtOnce = 1000;

    public override async IAsyncEnumerable<EventOverview> ListEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var skip = 0; ; skip += EventsAtOnce)
        {
            var noted = await store.ListEventsAsync(skip, EventsAtOnce, cancellationToken).ConfigureAwait(false);
            foreach (var (eventId, _) in noted)
                yield return await GetEventAsync(eventId, cancellationToken).ConfigureAwait(false);
            if (noted.Count < EventsAtOnce)
                yield break;
        }
    }

    public override async Task<EventOverview> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return Overview(eventId, await store.CountEventAsync(eventId, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false));
    }

    private static EventOverview Overview(string eventId, EventCount count) => new()
    {
        EventId = eventId,
        At = TimeOf(count.Now),
        FirstJoinAt = count.FirstJoin > 0 ? TimeOf(count.FirstJoin) : null,
        Length = count.Length,
        Remembered = count.Remembered,
        Admitted = count.Admitted,
        Level = count.Level / 1e6,
        AdmissionsPerSecond = count.AdmissionsPerSecond,
        Burst = (int)count.Burst,
        Mode = count.Mode,
        Phase = count.Phase,
        Shoppers = count.Shoppers,
        MaximumShoppers = (int)count.MaximumShoppers,
        AdmissionsLastMinute = count.Admissions.One,
        AdmissionsLast5Minutes = count.Admissions.Five,
        AdmissionsLast15Minutes = count.Admissions.Fifteen,
        WaitP50 = WaitHistogram.Percentile(count.Waits, 0.5),
        WaitP95 = WaitHistogram.Percentile(count.Waits, 0.95),
        Counts = StoredTotals.Kinds.Where(kind => count.Totals[kind] > 0).ToDictionary(kind => kind, kind => count.Totals[kind], StringComparer.Ordinal),
    };

    private static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
