namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Options of <c>MapWaitingRoom(…)</c>.</summary>
public sealed class WaitingRoomEndpointOptions
{
    /// <summary>Whether enter answers 401 to a request without an authenticated user. Default false: anonymous visitors wait and
    /// enter.</summary>
    public bool RequireUserToEnter { get; set; }
}
