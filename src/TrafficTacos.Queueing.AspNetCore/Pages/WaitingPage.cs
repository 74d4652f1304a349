using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>Makes the built-in waiting page.</summary>
internal static class WaitingPage
{
    /// <summary>What the page shows, as the script of a page that is open already gets it.</summary>
    public static PageView View(WaitingPageContext context, WaitingPageOptions options) => PageViewFactory.Make(context, Texts(context, options));

    /// <summary>The whole page.</summary>
    public static string Render(WaitingPageContext context, WaitingPageOptions options) => Render(context, options, isLive: true);

    /// <param name="context">What the page shows.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="isLive">Whether the page asks for its status: a preview does not.</param>
    internal static string Render(WaitingPageContext context, WaitingPageOptions options, bool isLive)
    {
        var texts = Texts(context, options);
        return PageDocument.Write(context, texts, PageViewFactory.Make(context, texts), isLive);
    }

    /// <summary>The language of a visitor among those that the page has texts for: that of the framework's request localization if the
    /// application uses it, else the first that the browser asks for, else English.</summary>
    public static string LanguageOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (PageLanguage.Find(context.Features.Get<IRequestCultureFeature>()?.RequestCulture.UICulture.Name) is { } chosen)
            return chosen.Code;
        var wanted = context.Request.GetTypedHeaders().AcceptLanguage
            .Where(language => language.Quality is not 0)
            .OrderByDescending(language => language.Quality ?? 1);
        return wanted.Select(language => PageLanguage.Find(language.Value.Value)).FirstOrDefault(language => language is not null)?.Code ?? PageLanguage.English.Code;
    }

    private static PageTexts Texts(WaitingPageContext context, WaitingPageOptions options) =>
        new(PageLanguage.Find(context.Language) ?? PageLanguage.English, options);
}
