using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>Shows a developer the page in every state and language: <c>{BasePath}/preview</c>, and one of them at
/// <c>{BasePath}/preview/{state}/{language}</c>.</summary>
internal static class PreviewPage
{
    /// <summary>All states in a row for each language.</summary>
    public static string Render(HttpContext context, string basePath)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = HtmlEncoder.Default.Encode(basePath);
        var page = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Waiting page: all states</title>
            <link rel="icon" href="{PageAssets.AddressOf(path, "icon.svg")}">
            <link rel="stylesheet" href="{PageAssets.AddressOf(path, "preview.css")}">
            </head>
            <body>
            <main>
            <h1>Waiting page: all states</h1>
            <p>Only in Development. The pages do not ask for a status.</p>

            """);
        foreach (var language in PageLanguage.All.Keys.Order(StringComparer.Ordinal))
        {
            page.Append("<h2>").Append(language).Append("</h2>\n<ul>\n");
            foreach (var state in Enum.GetValues<WaitingPageState>().Select(PageViewFactory.NameOf))
            {
                var address = $"{path}/preview/{state}/{language}";
                page.Append("<li><a href=\"").Append(address).Append("\">").Append(state).Append("</a><iframe loading=\"lazy\" src=\"").Append(address)
                    .Append("\" title=\"").Append(state).Append(", ").Append(language).Append("\"></iframe></li>\n");
            }

            page.Append("</ul>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>The page in one state and language; null if there is no such state or language.</summary>
    /// <param name="context">The request.</param>
    /// <param name="basePath">The path of the page's files.</param>
    /// <param name="state">The state, as <see cref="PageView.State"/> spells it.</param>
    /// <param name="language">The language's code.</param>
    /// <param name="options">How a policy's page looks; the default look if null.</param>
    public static string? RenderState(HttpContext context, string basePath, string state, string language, WaitingPageOptions? options = null)
    {
        foreach (var known in Enum.GetValues<WaitingPageState>())
        {
            if (PageViewFactory.NameOf(known).Equals(state, StringComparison.Ordinal) && PageLanguage.All.TryGetValue(language, out var found))
                return WaitingPage.Render(PreviewSample.Make(context, basePath, known, found.Code), options ?? new WaitingPageOptions { LogInUrl = "/", Title = "Preview" }, isLive: false);
        }

        return null;
    }
}
