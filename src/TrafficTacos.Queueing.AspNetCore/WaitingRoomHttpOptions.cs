using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>How the waiting room reads requests: who the user is, and under which names tokens come.</summary>
public sealed class WaitingRoomHttpOptions
{
    /// <summary>The authenticated user of a request, or null. Default: the claim <c>sub</c>, otherwise the name identifier, of an
    /// authenticated user. Join, enter, passes and idempotency keys all use it.</summary>
    public Func<HttpContext, ValueTask<string?>> UserIdSelector { get; set; } = static context => ValueTask.FromResult(Subject(context));

    /// <summary>The policy of <c>RequireAdmission()</c> without a name; null, the default, is none.</summary>
    public string? DefaultPolicyName { get; set; }

    /// <summary>The header of a waiting token. Default <c>X-Waiting-Token</c>.</summary>
    public string WaitingTokenHeader { get; set; } = "X-Waiting-Token";

    /// <summary>The query parameter of a waiting token, which counts if the header is missing. Default <c>token</c>.</summary>
    public string WaitingTokenQuery { get; set; } = "token";

    /// <summary>The header of a reservation token. Default <c>X-Reservation-Token</c>.</summary>
    public string ReservationTokenHeader { get; set; } = "X-Reservation-Token";

    /// <summary>The query parameter of a reservation token, which counts for WebSockets and SignalR connections alone, because a
    /// browser cannot set headers there. Default <c>reservation_token</c>.</summary>
    public string ReservationTokenQuery { get; set; } = "reservation_token";

    /// <summary>The header of a session token. Default <c>X-Waiting-Room-Session</c>.</summary>
    public string SessionTokenHeader { get; set; } = "X-Waiting-Room-Session";

    private static string? Subject(HttpContext context)
    {
        var user = context.User;
        return user.Identity is { IsAuthenticated: true }
            ? user.FindFirst("sub")?.Value ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value
            : null;
    }
}
