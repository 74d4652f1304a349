namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What a request says of who sends it. Whatever is not genuine counts as not sent.</summary>
internal sealed class GateVisitor
{
    /// <summary>The browser's identity as it was sent.</summary>
    public string? Identity { get; init; }

    /// <summary>The browser, if the request brought its identity: a visitor who gives cookies back. Others may be programs that keep
    /// none.</summary>
    public string? BrowserId { get; init; }

    public bool IsKnown => BrowserId is not null;

    /// <summary>The token of a place of this event, which may be gone. Read only for who is not inside.</summary>
    public string? WaitingToken { get; set; }

    /// <summary>Whether that place was taken by a user, who has to be there to go on.</summary>
    public bool IsPlaceOfUser { get; set; }

    /// <summary>Whether the place's turn was of no use, because its user is inside already or was as often as they may.</summary>
    public bool IsServed { get; set; }

    /// <summary>A session or a pass.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Whether that came as a cookie, and is to be renewed as one.</summary>
    public bool IsSessionOfBrowser { get; init; }

    public string? UserId { get; init; }
}
