using System.Globalization;
using TrafficTacos.Queueing.Diagnostics;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>What operators do for or against visitors.</summary>
internal sealed partial class WaitingRoomOperatorService
{
    /// <summary>So many take the store about three milliseconds.</summary>
    private const int PlacesAtOnce = 100;

    public override async Task<AdmitNextResult> AdmitNextAsync(string eventId, VisitorQuery query, string who, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(eventId, query, who);
        using var operation = new OperationScope(metrics, time, OperationNames.Admit, eventId, cancellationToken);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(keys, eventId, query, new Progress(null), cancellationToken).ConfigureAwait(false);
        var (code, position) = (MoveCode.Gone, 0L);
        if (found is { Entry: { } entry, State: not FoundState.Gone })
        {
            var note = new AuditNote(who, "admit", "visitor " + SupportCode.Of(keys, eventId, entry));
            (code, position) = await store.MoveUpAsync(eventId, new Place(entry, found.Ticket), note, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
        }

        operation.Result = code == MoveCode.Done ? "done" : "unchanged";
        return new AdmitNextResult { Outcome = (AdmitNextOutcome)code, Position = position };
    }

    public override async Task<RemovalResult> RemoveAsync(string eventId, VisitorQuery query, string who, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(eventId, query, who);
        using var operation = new OperationScope(metrics, time, OperationNames.Remove, eventId, cancellationToken);
        var keys = await keyRings.GetAsync(cancellationToken).ConfigureAwait(false);
        var found = await FindAsync(keys, eventId, query, new Progress(null), cancellationToken).ConfigureAwait(false);
        var result = found is { Entry: { } entry, State: not FoundState.Gone }
            ? await RemoveAsync(eventId, [new Place(entry, found.Ticket)], who, "remove", "visitor " + SupportCode.Of(keys, eventId, entry), cancellationToken).ConfigureAwait(false)
            : new RemovalResult();
        operation.Result = result.Removed > 0 ? "done" : "unchanged";
        return result;
    }

    public override async Task<UndoResult> UndoAsync(string eventId, string undoId, string who, CancellationToken cancellationToken = default)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        OperatorInput.ThrowIfNoName(who, nameof(who));
        if (undoId is not { Length: 32 } || !UInt128.TryParse(undoId, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var removal))
            throw new ArgumentException("That is no undo id: it has 32 hexadecimal digits.", nameof(undoId));
        using var operation = new OperationScope(metrics, time, OperationNames.Undo, eventId, cancellationToken);
        var (restored, skipped, detail) = (0L, 0L, "removal " + undoId);
        IReadOnlyList<DrawnRank> ranks = [];
        while (true)
        {
            var reply = await store.UndoAsync(eventId, removal, PlacesAtOnce, ranks, new AuditNote(who, "undo", detail), events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
            if (reply.Wanted is { Count: > 0 } wanted)
            {
                ranks = await draws.RanksOfAsync(eventId, wanted, cancellationToken).ConfigureAwait(false);
                continue;
            }

            (restored, skipped, detail) = (restored + reply.Back, skipped + reply.Skipped, "");
            if (reply.Code == UndoCode.Done && reply.Left > 0)
                continue;
            var outcome = restored + skipped > 0 && reply.Code != UndoCode.DrawBegins ? UndoOutcome.Done : (UndoOutcome)reply.Code;
            operation.Result = outcome == UndoOutcome.Done ? "done" : "unchanged";
            return new UndoResult { Outcome = outcome, Restored = restored, Skipped = skipped };
        }
    }

    private async Task<RemovalResult> RemoveAsync(
        string eventId, List<Place> places, string who, string what, string detail, CancellationToken cancellationToken)
    {
        var (removal, removed, admitted, isComplete) = (IdentityHash.Random(), 0L, 0L, true);
        var undoId = removal.ToString("x32", null);
        foreach (var batch in places.Chunk(PlacesAtOnce))
        {
            try
            {
                var note = new AuditNote(who, what, removed == 0 ? $"{detail}, undo {undoId}" : "");
                var reply = await store.RemoveAsync(eventId, batch, removal, note, events.PolicyFor(eventId), cancellationToken).ConfigureAwait(false);
                (removed, admitted) = (removed + reply.Removed, admitted + reply.Admitted);
            }
            catch (Exception exception) when (removed > 0 && exception is (WaitingRoomUnavailableException or OperationCanceledException))
            {
                // Without the id nobody could give back those who are gone.
                isComplete = false;
                break;
            }
        }

        metrics.Departed(eventId, "removed", removed);
        return new RemovalResult { Removed = removed, AlreadyAdmitted = admitted, UndoId = removed > 0 ? undoId : null, IsComplete = isComplete };
    }

    private static void ThrowIfInvalid(string eventId, VisitorQuery query, string who)
    {
        EventIdFormat.ThrowIfInvalid(eventId);
        OperatorInput.ThrowIfNumber(query, nameof(query));
        OperatorInput.ThrowIfNoName(who, nameof(who));
    }
}
