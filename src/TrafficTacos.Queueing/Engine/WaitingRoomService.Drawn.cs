using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>Visitors of a drawn event.</summary>
internal sealed partial class WaitingRoomService
{
    /// <summary>A token from before the draw says nothing of the rank. If the store loses the place, it comes back to where the draw put it.</summary>
    private static Token WithDrawnRank(in Token token, double? drawn) => token.Proof.Offset == 0 && drawn is { } rank
        ? token with { Proof = token.Proof with { Offset = (long)(rank - Rank.Of(token.Place.Ticket, token.Proof.Generation.BornAt)) } }
        : token;

    private static StatusReply GoneOf(in EventSnapshot snapshot, EventStatus status) =>
        new(snapshot.Now, snapshot.Length, status.Mode, snapshot.Level, PlaceState.Gone, Position: 0, Turn: 0, Phase: status.Phase);

    /// <summary>Nobody may join a drawn event before its announcement, and this process may be the first that hears of it.</summary>
    private static bool WaitsForAnnouncement(in JoinReply reply) => reply is { State: PlaceState.Gone, IsUndrawn: true, Phase: EventPhase.Gathering }
        && reply.Mode is not (EventMode.Draining or EventMode.Maintenance);

    private async ValueTask<long?> DrawNumberAsync(string eventId, double? drawn, CancellationToken cancellationToken) =>
        drawn is { } rank ? await draws.NumberOfAsync(eventId, rank, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The store keeps no ticket of who is drawn: its replies have the drawn rank instead, from which the draw's own list tells the
    /// ticket.</summary>
    private async ValueTask<JoinReply> WithTicketAsync(string eventId, JoinReply reply, CancellationToken cancellationToken)
    {
        if (reply.Ticket >= 0)
            return reply;
        var ticket = (await draws.PlaceOfAsync(eventId, reply.Ticket, cancellationToken).ConfigureAwait(false))?.Ticket ?? reply.Generation.BornAt;
        return reply with { Ticket = ticket, Offset = (long)(reply.Ticket + reply.Offset - Rank.Of(ticket, reply.Generation.BornAt)) };
    }
}
