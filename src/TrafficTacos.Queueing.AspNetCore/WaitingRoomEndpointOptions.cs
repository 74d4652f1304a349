using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What an embedder may decide about the waiting room's endpoints.</summary>
public sealed class WaitingRoomEndpointOptions
{
    /// <summary>Who the authenticated user of a request is; null when nobody is. Default: the claim <c>sub</c>, else the name
    /// identifier, of an authenticated user.</summary>
    public Func<HttpContext, string?> UserId { get; set; } = Subject;

    /// <summary>Whether enter answers 401 to whoever is not authenticated. Default false: anonymous visitors wait and enter.</summary>
    public bool RequireUserToEnter { get; set; }

    internal static string? Subject(HttpContext context)
    {
        var user = context.User;
        return user.Identity is { IsAuthenticated: true }
            ? user.FindFirst("sub")?.Value ?? user.FindFirst(ClaimTypes.NameIdentifier)?.Value
            : null;
    }
}
