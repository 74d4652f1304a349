using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>How the waiting room reads requests: who the user is, and under which names tokens come.</summary>
public sealed class WaitingRoomHttpOptions
{
    /// <summary>The authenticated user of a request, or null. Default: the claim <c>sub</c>, otherwise the name identifier, of an
    /// authenticated user. Join, enter, passes and idempotency keys all use it.</summary>
    public Func<HttpContext, ValueTask<string?>> UserIdSelector { get; set; } = static context => ValueTask.FromResult(Subject(context));

    /// <summary>Where a visitor comes from who joins, as <see cref="Queueing.JoinRequest.Group"/>: for example a hash of the client's network, by which an
    /// operator can remove all who joined from it. 1 to 64 characters; a longer text fails the request. Null, the default, or an empty text: nothing is
    /// stored.</summary>
    public Func<HttpContext, string?>? GroupSelector { get; set; }

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

    /// <summary>The query parameter of a session token, which counts for WebSockets and SignalR connections alone, because a browser cannot
    /// set headers there. Default <c>waiting_room_session</c>.</summary>
    public string SessionTokenQuery { get; set; } = "waiting_room_session";

    /// <summary>The cookie of <c>UseWaitingRoom()</c> that knows a browser again. Its name, <c>wr-id</c> by default, gets a prefix
    /// (<c>__Host-</c>, or <c>__Secure-</c> where a domain is set) and a hash of the event. Path, HttpOnly and Secure are fixed.</summary>
    public CookieBuilder IdentityCookie { get; set; } = Cookie("wr-id", SameSiteMode.Lax);

    /// <summary>The cookie of <c>UseWaitingRoom()</c> that holds the waiting token, named like <see cref="IdentityCookie"/>. Default
    /// <c>wr-place</c>.</summary>
    public CookieBuilder PlaceCookie { get; set; } = Cookie("wr-place", SameSiteMode.Lax);

    /// <summary>The cookie of <c>UseWaitingRoom()</c> that holds the pass or the session, named like <see cref="IdentityCookie"/>. Default
    /// <c>wr-session</c>, <c>SameSite=None</c>: it proves that somebody was let in and not who they are, and a buyer who comes back from a bank
    /// by POST needs it.</summary>
    public CookieBuilder SessionCookie { get; set; } = Cookie("wr-session", SameSiteMode.None);

    /// <summary>The origins that may show the application in a frame, such as <c>https://www.example.com</c>. With any, the cookies are
    /// <c>SameSite=None; Partitioned</c>. Default none: only pages of the same origin may.</summary>
    public IList<string> FrameAncestors { get; } = [];

    private static CookieBuilder Cookie(string name, SameSiteMode sameSite) =>
        new() { Name = name, SameSite = sameSite, IsEssential = true, HttpOnly = true, MaxAge = TimeSpan.FromDays(1) };

    private static string? Subject(HttpContext context)
    {
        var user = context.User;
        return user.Identity is { IsAuthenticated: true }
            ? user.FindFirst("sub")?.Value ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value
            : null;
    }
}
