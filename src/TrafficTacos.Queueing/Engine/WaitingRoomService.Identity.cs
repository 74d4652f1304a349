using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Whose a new place is.</summary>
internal sealed partial class WaitingRoomService
{
    /// <summary>Whoever invents keys has no more chances in a draw than others: a place belongs to a user, or to a browser where the event allows that.</summary>
    private bool MayTakePlace(JoinRequest request, in EventSnapshot snapshot) =>
        request.UserId is not null || !IsDrawn(snapshot) || (request.BrowserId is not null && options.Value.For(request.EventId).DrawIdentity == DrawIdentity.Browser);

    private static bool IsDrawn(in EventSnapshot snapshot) => snapshot.Conditions.Numbers.Order == QueueOrder.Draw;

    /// <summary>Takes the place of the browser, otherwise of the user, the key, or nobody. In an event that draws users a browser is none.</summary>
    private async ValueTask<(EntryId Entry, bool IsUser, JoinReply Reply)> TakeAsync(
        KeyRing keys, JoinRequest request, EventSnapshot snapshot, ulong label, EventPolicy policy, CancellationToken cancellationToken)
    {
        var eventId = request.EventId;
        var isUser = request.UserId is not null;
        var entry = IdentityHash.Entry(keys, request);
        if (request.BrowserId is { } browserId
            && !(IsDrawn(snapshot) && options.Value.For(eventId).DrawIdentity == DrawIdentity.User)
            && !(isUser && await HasPlaceAsync(eventId, entry, policy, cancellationToken).ConfigureAwait(false)))
        {
            var browser = IdentityHash.Browser(keys, eventId, browserId);
            var taken = await TakeAsync(eventId, browser, label, policy, cancellationToken).ConfigureAwait(false);
            if (!isUser || taken.State == PlaceState.Gone || await AttachAsync(keys, request, browser, taken, entry, policy, cancellationToken).ConfigureAwait(false))
                return (browser, false, taken);
            // Somebody else used this browser: their place is not this user's.
        }

        return (entry, isUser, await TakeAsync(eventId, entry, label, policy, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<JoinReply> TakeAsync(string eventId, EntryId entry, ulong label, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await store.JoinAsync(eventId, entry, label, policy, cancellationToken).ConfigureAwait(false);
        if (!WaitsForAnnouncement(reply))
            return reply;
        await runner.RunNowAsync(eventId).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await store.JoinAsync(eventId, entry, label, policy, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Also one that this user was attached to.</summary>
    private async ValueTask<bool> HasPlaceAsync(string eventId, EntryId own, EventPolicy policy, CancellationToken cancellationToken) =>
        (await store.FindVisitorAsync(eventId, new VisitorKey(VisitorKeyKind.User, own, 0), policy, cancellationToken).ConfigureAwait(false)).State != FoundState.Gone;

    /// <summary>False if the place is another user's.</summary>
    private async ValueTask<bool> AttachAsync(
        KeyRing keys, JoinRequest request, EntryId browser, JoinReply taken, EntryId own, EventPolicy policy, CancellationToken cancellationToken)
    {
        var (eventId, asked) = (request.EventId, IdentityHash.PassUser(keys, request.EventId, request.UserId));
        var place = new Place(browser, (await WithTicketAsync(eventId, taken, cancellationToken).ConfigureAwait(false)).Ticket);
        return taken.State == PlaceState.Admitted
            ? await store.FindPassAsync(eventId, place, policy, cancellationToken).ConfigureAwait(false) is { } found && (found.User == asked || found.User == UInt128.Zero)
            : await store.AttachAsync(eventId, place, own, asked, policy, cancellationToken).ConfigureAwait(false);
    }
}
