using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>From the store's reply to the status that a visitor is told.</summary>
internal sealed partial class WaitingRoomService
{
    private VisitorStatus StatusOf(in Token token, in StatusReply reply, in EventSnapshot snapshot, EventPolicy policy)
    {
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
            Position = reply.Position,
            EstimatedWait = estimate.P50,
            EstimatedWaitP90 = estimate.P90,
            Confidence = estimate.Confidence,
            Waited = TimeSpan.FromMicroseconds(waited),
            QueueLength = reply.Length,
            Paused = reply.Paused,
            PollAfter = PollAfter(estimate.P50, policy),
        };
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
