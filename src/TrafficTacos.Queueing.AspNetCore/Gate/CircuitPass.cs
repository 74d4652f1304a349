namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>With what a page of Razor components was let in: the page carries it, encrypted by Blazor, to its circuit, which has no request
/// of its own to show.</summary>
/// <param name="PolicyName">The policy that let it pass.</param>
/// <param name="EventId">The event; empty for an exclusion, which is good for <paramref name="Path"/> alone.</param>
/// <param name="Path">The address, below the path base.</param>
/// <param name="SessionToken">The session, or the pass of a first request; null where none was needed.</param>
/// <param name="BrowserId">The browser to which that belongs.</param>
/// <param name="UserId">The authenticated user.</param>
internal sealed record CircuitPass(
    string PolicyName, string EventId, string Path, string? SessionToken = null, string? BrowserId = null, string? UserId = null);
