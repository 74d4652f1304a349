namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What a request says of who sends it.</summary>
internal sealed class GateVisitor
{
    /// <summary>The browser, if the request brought its identity: a visitor who gives cookies back.</summary>
    public string? BrowserId { get; init; }

    public string? WaitingToken { get; init; }

    /// <summary>A session or a pass.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Whether that came as a cookie, and so belongs to the browser.</summary>
    public bool IsSessionOfBrowser { get; init; }

    public string? UserId { get; init; }

    /// <summary>Whether the request brought anything of ours. Others may be programs that keep no cookies.</summary>
    public bool IsKnown => BrowserId is not null || WaitingToken is not null;
}
