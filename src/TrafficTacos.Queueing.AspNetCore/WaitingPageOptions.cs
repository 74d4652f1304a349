using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>How a policy's waiting page looks.</summary>
public sealed class WaitingPageOptions
{
    /// <summary>What the page calls the sale, in every language. Null, the default, is the event's id.</summary>
    public string? Title { get; set; }

    /// <summary>The address of a logo, on this host or an absolute one that the page's content security policy allows. Null, the default,
    /// is none.</summary>
    public string? LogoUrl { get; set; }

    /// <summary>The colour of the progress bar and of links, as <c>#rrggbb</c>. Null, the default, is the page's own, which has enough
    /// contrast in light and dark.</summary>
    public string? AccentColor { get; set; }

    /// <summary>Texts that replace the page's own, by <c>language/name</c> such as <c>ko/waiting</c>, or by <c>name</c> for every language.
    /// docs/waiting-page.md lists the names. A text of another name is an error at the start.</summary>
    public IDictionary<string, string> Texts { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address where a visitor logs in who has to: for a draw of users, or for a place or a session that belongs to a user.
    /// <c>{event_id}</c> in it is replaced by the event. Null, the default, shows no link.</summary>
    public string? LogInUrl { get; set; }

    /// <summary>Makes the page instead of the built-in one: a Razor component, a view, a file. Its status, its headers and its cookies stay the
    /// gate's. Include <c>{BasePath}/page.js</c>, or ask for the status as it does. Null, the default, is the built-in page.</summary>
    public Func<WaitingPageContext, ValueTask<IResult>>? Render { get; set; }
}
