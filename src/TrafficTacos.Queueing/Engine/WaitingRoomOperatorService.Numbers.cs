using System.Runtime.CompilerServices;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Events in numbers.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    private const int EventsAtOnce = 1000;

    /// <summary>So many stand in a connection's pipeline at once: other calls must not wait behind thousands.</summary>
    private const int CountedAtOnce = 16;

    public override async IAsyncEnumerable<EventOverview> ListEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var skip = 0; ; skip += EventsAtOnce)
        {
            var noted = await store.ListEventsAsync(skip, EventsAtOnce, cancellationToken).ConfigureAwait(false);
            foreach (var some in noted.Chunk(CountedAtOnce))
            {
                foreach (var overview in await Task.WhenAll(some.Select(found => GetEventAsync(found.EventId, cancellationToken))).ConfigureAwait(false))
                    yield return overview;
            }

            if (noted.Count < EventsAtOnce)
                yield break;
        }
    }

    public override async Task<EventOverview> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return Overview(eventId, await CountAsync(eventId, cancellationToken).ConfigureAwait(false));
    }

    public override async Task<ForecastChange> ForecastAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        ArgumentNullException.ThrowIfNull(change);
        SettingValues.ThrowIfInvalid(change, nameof(change));
        var (snapshot, policy) = ((await CountAsync(eventId, cancellationToken).ConfigureAwait(false)).Snapshot, events.PolicyFor(eventId));
        return new ForecastChange { Now = Forecast.Of(snapshot, policy), Then = Forecast.Of(Forecast.After(snapshot, change), policy) };
    }

    public override async IAsyncEnumerable<SaleMoment> GetHistoryAsync(
        string eventId, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        var after = new RecordId(Math.Max(0, since.ToUnixTimeMilliseconds()), 0);
        while (true)
        {
            var page = await store.ReadHistoryAsync(eventId, after, JournalPage.MaxCount, cancellationToken).ConfigureAwait(false);
            foreach (var record in page)
                yield return Moment(record);
            if (page.Count < JournalPage.MaxCount)
                yield break;
            after = page[^1].Id;
        }
    }

    private ValueTask<EventCount> CountAsync(string eventId, CancellationToken cancellationToken) =>
        store.CountEventAsync(eventId, events.PolicyFor(eventId), cancellationToken);

    private EventOverview Overview(string eventId, EventCount count)
    {
        var (snapshot, numbers) = (count.Snapshot, count.Snapshot.Conditions.Numbers);
        var overview = new EventOverview
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
            Phase = snapshot.Conditions.Phase,
            Shoppers = snapshot.Admitted + snapshot.Seats,
            MaximumShoppers = (int)numbers.MaximumShoppers,
            OpensAt = SettingValues.Time(numbers.OpensAt),
            DrawAt = numbers.Order == QueueOrder.Draw ? SettingValues.Time(numbers.DrawAt) : null,
            Draw = count.Draw == DrawStage.None ? null : (DrawPhase)(count.Draw - 1),
            IsUndrawn = snapshot.Conditions.IsUndrawn,
            AdmissionsLastMinute = count.Admissions.One,
            AdmissionsLast5Minutes = count.Admissions.Five,
            AdmissionsLast15Minutes = count.Admissions.Fifteen,
            DeparturesLastMinute = count.Abandoned.One + count.NoShows.One + snapshot.NeverPolled.One,
            MaintainedAgo = count.MaintainedAgo < 0 ? null : TimeSpan.FromMicroseconds(count.MaintainedAgo),
            WaitP50 = WaitHistogram.Percentile(count.Waits, 0.5),
            WaitP95 = WaitHistogram.Percentile(count.Waits, 0.95),
            AllIn = Forecast.Of(snapshot, events.PolicyFor(eventId)),
            EstimateError = errors.MedianOf(eventId),
            Counts = StoredTotals.Kinds.Where(kind => count.Totals[kind] > 0).ToDictionary(kind => kind, kind => count.Totals[kind], StringComparer.Ordinal),
        };
        return overview.With(EventAlerts.Of(overview));
    }

    private static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
