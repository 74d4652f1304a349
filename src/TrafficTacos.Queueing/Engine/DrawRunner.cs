using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Randomness;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Fetches one round of the beacon.</summary>
/// <param name="round">Which one.</param>
/// <param name="supplied">What operators say is its signature, one each.</param>
/// <param name="cancellationToken">Ends the wait.</param>
internal delegate Task<BeaconFetch> BeaconFetcher(long round, IReadOnlyList<byte[]> supplied, CancellationToken cancellationToken);

/// <summary>
/// Takes the draws of this process' events further. Every gateway does so, and any of them may die at any point: a step is made once, and
/// what is between two steps gives the same whoever does it.
/// </summary>
internal sealed partial class DrawRunner(
    IDrawStore store,
    DrawBook book,
    KeyRingProvider keyRings,
    EventCache events,
    DrawnEvents drawnEvents,
    BeaconFetcher fetch,
    DrawAlerts alerts,
    IOptions<WaitingRoomOptions> options,
    TimeProvider time,
    ILogger<DrawRunner> logger) : IDisposable
{
    private const int MaxIdle = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How often a draw is looked at that has nothing to do, of an event without visitors here.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromSeconds(10);

    /// <summary>How often the store is asked for events that an operator scheduled elsewhere.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, Lazy<Task>> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _idleSince = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly WarningPace _failed = new(time);
    private ITimer? _timer;
    private Task _look = Task.CompletedTask;
    private long? _lookedAt;

    /// <summary>From now on, once a second.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_timer is not null)
                return;
            // It belongs to no request: not to the first one's trace either.
            using (ExecutionContext.SuppressFlow())
                _timer = time.CreateTimer(_ => RunAll(), null, TimeSpan.Zero, Interval);
        }
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Makes all steps of one event's draw that can be made now.</summary>
    /// <exception cref="WaitingRoomUnavailableException">The store does not answer.</exception>
    public async Task RunAsync(string eventId, CancellationToken cancellationToken)
    {
        while (await StepAsync(eventId, cancellationToken).ConfigureAwait(false))
        {
        }
    }

    /// <summary>The same, at once and without an exception: an operator has set the schedule, or somebody comes before the timer. However many come,
    /// it runs once.</summary>
    public Task RunNowAsync(string eventId)
    {
        // Its end takes it out again.
        var run = new Lazy<Task>(() => ObserveAsync(eventId));
        return _running.GetOrAdd(eventId, run).Value;
    }

    private void RunAll()
    {
        if (_look.IsCompleted && (_lookedAt is not { } at || time.GetElapsedTime(at) >= LookInterval))
        {
            _lookedAt = time.GetTimestamp();
            _look = LookAsync();
        }

        foreach (var eventId in drawnEvents.All)
        {
            if (events.IsMaintained(eventId) || !_idleSince.TryGetValue(eventId, out var since) || time.GetElapsedTime(since) >= IdleInterval)
                _ = RunNowAsync(eventId);
        }
    }

    /// <summary>What failed is tried again.</summary>
    private async Task LookAsync()
    {
        try
        {
            await drawnEvents.LookAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (WaitingRoomUnavailableException)
        {
            // Whoever needs the store says so.
        }
    }

    /// <summary>What failed is tried again by the next tick.</summary>
    private async Task ObserveAsync(string eventId)
    {
        // Not before the task is in the dictionary.
        await Task.Yield();
        try
        {
            await RunAsync(eventId, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WaitingRoomUnavailableException or FormatException or InvalidOperationException)
        {
            if (_failed.Count() > 0)
                logger.DrawFailed(eventId, exception.Message);
        }
        finally
        {
            _running.TryRemove(eventId, out _);
        }
    }

    /// <summary>Notes whether the next step is far, so that many old draws cost the store little.</summary>
    private void NoteIdle(string eventId, DrawReply record)
    {
        var isIdle = record.State.Stage switch
        {
            DrawStage.None => record.Schedule.Order != QueueOrder.Draw || record.Time >= record.Schedule.DrawAt,
            DrawStage.Announced => Math.Max(record.State.At, record.Schedule.DrawAt) - record.Time > 2 * IdleInterval.TotalMicroseconds,
            var stage => stage >= DrawStage.Ranked,
        };
        if (!isIdle)
            _idleSince.TryRemove(eventId, out _);
        else if (_idleSince.Count < MaxIdle || _idleSince.ContainsKey(eventId))
            _idleSince[eventId] = time.GetTimestamp();
        else
            _idleSince.Clear();
    }

    private async ValueTask<DrawReply> MakeAsync(string eventId, DrawStep step, CancellationToken cancellationToken)
    {
        var reply = await store.DrawAsync(eventId, step, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        if (reply.Made)
            logger.DrawStepped(eventId, reply.State.Stage.ToString());
        if (!reply.IsReplicated)
            alerts.NotReplicated(eventId, step.Name);
        return reply;
    }

    /// <summary>Gives back what the store lost.</summary>
    private async ValueTask<DrawReply> ReadAsync(string eventId, CancellationToken cancellationToken)
    {
        var reply = await MakeAsync(eventId, DrawStep.Read, cancellationToken).ConfigureAwait(false);
        book.ForgetEnded(eventId, reply);
        if (book.DifferenceFrom(eventId, reply) is { } difference && IsOfOneEvent(eventId, reply))
            alerts.Differs(eventId, difference);
        if (book.Find(eventId) is not { } known || reply.KeptStage >= known.State.Stage || reply.Generation == Tokens.Generation.None)
            return reply;
        var list = await book.ListAsync(eventId, known, cancellationToken).ConfigureAwait(false);
        var restored = await MakeAsync(eventId, DrawStep.Restore(known), cancellationToken).ConfigureAwait(false);
        if (!restored.Made)
            book.Forget(eventId);
        else if (list is not null)
            await KeepAsync(eventId, list, cancellationToken).ConfigureAwait(false);
        return restored;
    }

    /// <summary>Another event under this name may have another draw.</summary>
    private bool IsOfOneEvent(string eventId, DrawReply reply) =>
        book.Find(eventId)?.Bytes(DrawFields.Generation).AsSpan().SequenceEqual(reply.Bytes(DrawFields.Generation)) == true;
}
