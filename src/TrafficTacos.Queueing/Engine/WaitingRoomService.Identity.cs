using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Who may take a new place.</summary>
internal sealed partial class WaitingRoomService
{
    /// <summary>Whoever invents keys has no more chances in a draw than others: a place belongs to a user, or to a browser where the event allows that.</summary>
    private bool MayTakePlace(JoinRequest request, in EventSnapshot snapshot) =>
        request.UserId is not null
        || snapshot.Conditions.Numbers.Order != QueueOrder.Draw
        || (request.BrowserId is not null && runner.IdentityOf(request.EventId) == DrawIdentity.Browser);

    /// <summary>Whoever comes before the draw is announced waits for that, where this process can do it.</summary>
    private async ValueTask<JoinReply> TakePlaceAsync(string eventId, EntryId entry, ulong label, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await store.JoinAsync(eventId, entry, label, policy, cancellationToken).ConfigureAwait(false);
        if (!WaitsForAnnouncement(reply))
            return reply;
        await runner.RunNowAsync(eventId).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await store.JoinAsync(eventId, entry, label, policy, cancellationToken).ConfigureAwait(false);
    }
}
