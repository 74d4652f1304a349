using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What becomes of a request at the gate, and which cookies change by it.</summary>
internal sealed class GateOutcome
{
    /// <summary>Whether the request goes on.</summary>
    public bool IsPassed { get; init; }

    /// <summary>Whether the visitor has just been let in.</summary>
    public bool IsNew { get; init; }

    /// <summary>The session under which it goes on; null for a first request, which goes on under its pass.</summary>
    public ShopperSession? Session { get; init; }

    /// <summary>The newest token of <see cref="Session"/>, or the pass.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Whether <see cref="SessionToken"/> is only newer, so that an answer that is shared by caches need not tell it.</summary>
    public bool IsRenewal { get; init; }

    /// <summary>What the page says where the request does not go on.</summary>
    public WaitingPageState State { get; init; } = WaitingPageState.Checking;

    public VisitorStatus? Status { get; init; }

    public EventStatus? Event { get; init; }

    public TimeSpan PollAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What a program is told where the request does not go on.</summary>
    public ApiError Error { get; init; } = ApiErrors.SessionRequired;

    /// <summary>The application's own answer instead of a place.</summary>
    public IResult? Rejection { get; init; }

    /// <summary>The token of the place; null where there is none.</summary>
    public string? WaitingToken { get; init; }

    /// <summary>A new browser's identity.</summary>
    public string? Identity { get; init; }

    /// <summary>The browser that <see cref="Identity"/> names.</summary>
    public string? BrowserId { get; init; }
}
