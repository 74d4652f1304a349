using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Reads and changes an event's settings in the store.</summary>
internal sealed partial class WaitingRoomOperatorService(
    IQueueStore store, EventCache events, KeyRingProvider keyRings, DrawOperator draws, GroupNames groups, RecentEstimateErrors errors, WaitingRoomMetrics metrics, TimeProvider time, ILogger<WaitingRoomOperatorService> logger)
    : WaitingRoomOperator
{
    private static readonly EventSettingsChange Nothing = new();

    public override async Task<EventSettings> GetSettingsAsync(string eventId, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        return (await store.SettingsAsync(eventId, Nothing, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false)).Settings;
    }

    public override async Task<EventSettings> ChangeSettingsAsync(string eventId, EventSettingsChange change, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        ArgumentNullException.ThrowIfNull(change);
        SettingValues.ThrowIfInvalid(change, nameof(change));
        using var operation = new OperationScope(metrics, time, OperationNames.Settings, eventId, cancellationToken);
        var (settings, fault) = await store.SettingsAsync(eventId, change, events.Get(eventId).Policy, cancellationToken).ConfigureAwait(false);
        if (!fault.IsNone)
        {
            operation.Result = "refused";
            throw new ArgumentException(fault.Message, nameof(change));
        }

        foreach (var (name, value) in SettingValues.Of(change))
            logger.SettingChanged(eventId, name, value, change.ChangedBy);
        operation.Result = "changed";
        // An event that was prepared is in the list before anybody joined.
        await store.NoteEventAsync(eventId, cancellationToken).ConfigureAwait(false);
        await draws.SettingsChangedAsync(eventId, settings).ConfigureAwait(false);
        return settings;
    }

    public override async Task<EndEventResult> EndEventAsync(string eventId, string who, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        OperatorInput.ThrowIfNoName(who, nameof(who));
        using var operation = new OperationScope(metrics, time, OperationNames.End, eventId, cancellationToken);
        var reply = await store.EndAsync(eventId, who, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        operation.Result = reply.Ended ? "done" : "unchanged";
        if (reply.Ended)
            logger.EventEnded(eventId, who, reply.Waiting, reply.Remembered, reply.Admitted, reply.Inside);
        return new EndEventResult { Ended = reply.Ended, Waiting = reply.Waiting, Remembered = reply.Remembered, Admitted = reply.Admitted, Inside = reply.Inside };
    }
}
