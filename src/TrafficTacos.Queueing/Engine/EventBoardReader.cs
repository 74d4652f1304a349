using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Makes boards, one for everybody who asks within a second.</summary>
internal sealed class EventBoardReader(IQueueStore store, EventCache events, IOptions<WaitingRoomOptions> options, TimeProvider time) : EventBoards
{
    /// <summary>Invented event ids must not fill the memory.</summary>
    private const int MaxEvents = 1_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, SharedRead<EventBoard?>> _known = new(StringComparer.Ordinal);

    public override async ValueTask<EventBoard?> FindAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        if (!options.Value.CanExist(eventId))
            return null;
        if (!_known.TryGetValue(eventId, out var known))
        {
            if (_known.Count >= MaxEvents)
                _known.Clear();
            known = _known.GetOrAdd(eventId, static (_, time) => new SharedRead<EventBoard?>(time, MaxAge), time);
        }

        return await known.GetAsync(() => ReadAsync(eventId)).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Not with a caller's cancellation: others wait for it too.</summary>
    private async Task<EventBoard?> ReadAsync(string eventId)
    {
        var policy = events.PolicyFor(eventId);
        QueueSample? sample = null;
        if (options.Value.Enabled)
        {
            sample = await store.SampleAsync(eventId, BoardTable.SampleSize, policy, CancellationToken.None).ConfigureAwait(false);
            // Whoever invents ids must not make this process keep events.
            if (sample.FirstJoin == 0 && !policy.IsKnown)
                return null;
        }

        var cached = events.Get(eventId);
        var snapshot = await events.GetSnapshotAsync(cached, CancellationToken.None).ConfigureAwait(false);
        var status = events.StatusOf(cached);
        return new EventBoard
        {
            EventId = eventId,
            AsOf = sample is null ? time.GetUtcNow() : DateTimeOffset.UnixEpoch.AddMicroseconds(sample.Time),
            Phase = sample?.Phase ?? status.Phase,
            Mode = sample?.Mode ?? status.Mode,
            Message = status.Message,
            OpensAt = status.OpensAt,
            QueueLength = sample?.Length ?? 0,
            AdmissionsPerSecond = snapshot.AdmissionsPerSecond,
            ShoppersFull = sample?.IsFull ?? false,
            Points = sample is null ? [] : [.. BoardTable.Of(sample).Select(point => PointOf(point.Number, point.Error, sample, snapshot, policy))],
        };
    }

    private static BoardPoint PointOf(int number, long error, QueueSample sample, in EventSnapshot snapshot, EventPolicy policy)
    {
        var (rank, position) = (sample.Ranks[number], sample.PositionOf(number));
        var waited = Math.Max(0, sample.Now - Rank.TicketAt(rank, sample.FirstJoin));
        var estimate = WaitEstimator.Estimate(position, waited, snapshot with { Level = sample.Level, Length = sample.Length }, policy);
        return new BoardPoint
        {
            Key = BoardKey.Of(rank, sample.FirstJoin),
            Position = position,
            Error = error,
            EstimatedWait = estimate.P50,
            EstimatedWaitP90 = estimate.P90,
        };
    }
}
