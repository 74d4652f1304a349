namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Options of <c>MapWaitingRoom(…)</c>.</summary>
public sealed class WaitingRoomEndpointOptions
{
    /// <summary>Whether enter answers 401 to a request without an authenticated user. Default false: anonymous visitors wait and
    /// enter.</summary>
    public bool RequireUserToEnter { get; set; }

    /// <summary>The most places that visitors without a user may take in an event from one network (/24, or /64 of IPv6), a minute and
    /// at once. Further joins are 429 <c>RATE_LIMITED</c>. Each process counts by itself, and the address is that of the connection, so
    /// use forwarded headers behind a proxy. 1 to 1,000,000; null, the default, does not limit.</summary>
    public int? JoinsPerNetwork { get; set; }

    /// <summary>Whether join answers 409 <c>DUPLICATE_REQUEST</c>, with the token of the place, to a user who is in the queue already.
    /// Default false: it answers 202 with that token and <c>Idempotency-Replayed: true</c>, as to a repeated request.</summary>
    public bool RefuseDuplicateJoin { get; set; }
}
