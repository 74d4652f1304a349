namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Options of <c>MapWaitingRoom(…)</c>.</summary>
public sealed class WaitingRoomEndpointOptions
{
    /// <summary>Whether enter answers 401 to a request without an authenticated user. Default false: anonymous visitors wait and
    /// enter.</summary>
    public bool RequireUserToEnter { get; set; }

    /// <summary>Whether join answers 409 <c>DUPLICATE_REQUEST</c>, with the token of the place, to a user who is in the queue already.
    /// Default false: it answers 202 with that token and <c>Idempotency-Replayed: true</c>, as to a repeated request.</summary>
    public bool RefuseDuplicateJoin { get; set; }
}
