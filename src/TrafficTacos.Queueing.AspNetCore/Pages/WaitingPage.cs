using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>Makes the built-in waiting page.</summary>
internal static class WaitingPage
{
    public static PageView View(WaitingPageContext context, WaitingPageOptions options) =>
        new(context.State.ToString(), options.Title ?? context.EventId, context.State.ToString());

    public static string Render(WaitingPageContext context, WaitingPageOptions options)
    {
        var view = View(context, options);
        return $"<!doctype html><title>{HtmlEncoder.Default.Encode(view.Heading)}</title><p>{view.Lead}</p>";
    }

    /// <summary>The language of a visitor among those that the page has texts for.</summary>
    public static string LanguageOf(HttpContext context) => "en";
}
