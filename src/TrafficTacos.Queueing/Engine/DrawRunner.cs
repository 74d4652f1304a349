using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Randomness;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Fetches one round of the beacon.</summary>
internal delegate Task<BeaconFetch> BeaconFetcher(long round, CancellationToken cancellationToken);

/// <summary>
/// Takes the draws of this process' events further. Every gateway does so, and any of them may die at any point: a step is made once, and
/// what is between two steps gives the same whoever does it.
/// </summary>
internal sealed partial class DrawRunner(
    IDrawStore store,
    DrawBook book,
    KeyRingProvider keyRings,
    EventCache events,
    BeaconFetcher fetch,
    DrawAlerts alerts,
    IOptions<WaitingRoomOptions> options,
    TimeProvider time,
    ILogger<DrawRunner> logger) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly WarningPace _failed = new(time);
    private ITimer? _timer;

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

    private void RunAll()
    {
        var configured = options.Value;
        var drawn = configured.Events.Where(pair => pair.Value.Order == QueueOrder.Draw).Select(pair => pair.Key);
        if (configured.Order == QueueOrder.Draw)
            drawn = drawn.Concat(configured.KnownEvents.Where(id => !id.Contains('*', StringComparison.Ordinal)));
        foreach (var eventId in drawn.Concat(events.DrawnEvents).Distinct(StringComparer.Ordinal).ToList())
        {
            if (_running.TryAdd(eventId, true))
                _ = ObserveAsync(eventId);
        }
    }

    /// <summary>What failed is tried again by the next tick.</summary>
    private async Task ObserveAsync(string eventId)
    {
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

    private async ValueTask<DrawReply> MakeAsync(string eventId, DrawStep step, CancellationToken cancellationToken)
    {
        var reply = await store.DrawAsync(eventId, step, events.Get(eventId).Policy, cancellationToken).ConfigureAwait(false);
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
