using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>What a waiting page shows: of one visitor, at this moment.</summary>
public sealed class WaitingPageContext
{
    /// <summary>The request that met the page.</summary>
    public required HttpContext HttpContext { get; init; }

    /// <summary>The event.</summary>
    public required string EventId { get; init; }

    /// <summary>What the page says.</summary>
    public required WaitingPageState State { get; init; }

    /// <summary>Where the visitor stands; null where there is no place.</summary>
    public VisitorStatus? Status { get; init; }

    /// <summary>What the event does; null if it is not known.</summary>
    public EventStatus? Event { get; init; }

    /// <summary>When the page is to ask again.</summary>
    public required TimeSpan PollAfter { get; init; }

    /// <summary>The language of the page, such as <c>ko</c>: one that it has texts for.</summary>
    public required string Language { get; init; }

    /// <summary>The address to which the page goes when it is the visitor's turn, on this host: the request's own, or for a form another
    /// one.</summary>
    public required string ReturnUrl { get; init; }

    /// <summary>Whether the request was a form that is not sent again: the page says so.</summary>
    public bool IsFormLost { get; init; }

    /// <summary>The path of the page's own files, with the request's path base. Default <c>/_waiting-room</c>.</summary>
    public required string BasePath { get; init; }
}
