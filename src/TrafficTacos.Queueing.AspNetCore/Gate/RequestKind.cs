namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>What a request expects where it cannot pass.</summary>
internal enum RequestKind
{
    /// <summary>A person looks at the answer.</summary>
    Page,

    /// <summary>A program reads it.</summary>
    Data,

    /// <summary>A browser loads what nobody has asked for yet.</summary>
    Prefetch,

    /// <summary>A browser asks what another origin may send. It brings no cookies.</summary>
    Preflight,

    /// <summary>htmx would put a page into a part of a page, and reloads the page instead if it is told so.</summary>
    Htmx,

    /// <summary>Blazor would merge a page into the one that is shown, with scripts that do not run.</summary>
    EnhancedNavigation,

    /// <summary>The waiting page asks where its visitor stands.</summary>
    Status,
}
