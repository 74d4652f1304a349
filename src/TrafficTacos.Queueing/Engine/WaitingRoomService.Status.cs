using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>From the store's reply to the status that a visitor is told.</summary>
internal sealed partial class WaitingRoomService
{
    /// <summary>In microseconds: from this age a token is renewed.</summary>
    private const long TokenAge = 60_000_000;

    private VisitorStatus StatusOf(
        KeyRing keys, in Token token, in StatusReply reply, in EventSnapshot snapshot, CachedEvent cached, PassReply? pass, long? drawNumber = null)
    {
        var policy = cached.Policy;
        var waited = Math.Max(0, reply.Now - token.Place.Ticket);
        // The level at the instant of the position: within a second a burst takes hundreds of tokens and positions.
        var estimate = reply.State == PlaceState.Waiting
            ? WaitEstimator.Estimate(reply.Position, waited, snapshot with { Level = reply.Level }, policy)
            : new Estimate(TimeSpan.Zero, TimeSpan.Zero, 1);
        Sample(token, reply, estimate.P50, policy);
        return new VisitorStatus
        {
            State = StateOf(reply.State),
            EnterWithin = reply.State == PlaceState.Ready ? TimeSpan.FromMicroseconds(Math.Max(0, policy.TurnGuaranteed - reply.Turn)) : null,
            Position = reply.IsUndrawn ? 0 : reply.Position,
            DrawNumber = reply.IsUndrawn ? null : drawNumber,
            EstimatedWait = estimate.P50,
            EstimatedWaitP90 = estimate.P90,
            Confidence = estimate.Confidence,
            Waited = TimeSpan.FromMicroseconds(waited),
            QueueLength = reply.Length,
            Mode = reply.Mode,
            Phase = reply.Phase,
            Event = cached.Status?.With(reply.Mode, reply.Phase),
            WaitingToken = Renewed(keys, token, reply),
            ReservationToken = PassToken(keys, token, pass),
            SessionToken = SessionToken(keys, token, pass),
            ShoppersFull = reply.IsFull,
            TimeToLive = TimeToLive(pass),
            SupportCode = SupportCode.Of(keys, token.EventId, token.Place.Entry),
            BoardKey = reply.State == PlaceState.Waiting && !reply.IsUndrawn ? BoardKey.Of(token.Place.Ticket, reply.Offset, reply.Generation) : null,
            PollAfter = PollAfter(estimate.P50, policy),
        };
    }

    /// <summary>A token of another rank is old at once: the visitor came back behind others.</summary>
    private static string? Renewed(KeyRing keys, in Token token, in StatusReply reply)
    {
        var isHere = reply.State is PlaceState.Waiting or PlaceState.Ready;
        var isOld = reply.Now - token.Proof.SeenAt > TokenAge || reply.Offset != token.Proof.Offset || reply.Generation != token.Proof.Generation;
        return isHere && isOld ? TokenCodec.Write(keys, token with { Proof = reply.Proof }) : null;
    }

    /// <summary>An admission is compared where it was granted.</summary>
    private void Sample(in Token token, in StatusReply reply, TimeSpan told, EventPolicy policy)
    {
        if (reply.State == PlaceState.Waiting)
            accuracy.Waits(token.EventId, token.Place, reply.Now, told);
        else if (reply.State == PlaceState.Ready)
            accuracy.Ready(token.EventId, token.Place, reply.Now, policy);
        else
            accuracy.Gone(token.EventId, token.Place);
    }

    private static VisitorState StateOf(PlaceState state) => state switch
    {
        PlaceState.Waiting => VisitorState.Waiting,
        PlaceState.Ready => VisitorState.Ready,
        PlaceState.Admitted => VisitorState.Admitted,
        _ => VisitorState.Expired,
    };

    private static string NameOf(VisitorState state) => state switch
    {
        VisitorState.Waiting => "waiting",
        VisitorState.Ready => "ready",
        VisitorState.Admitted => "admitted",
        VisitorState.Expired => "expired",
        _ => "unknown",
    };
}
