using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>The page with the form. It needs no script.</summary>
internal static class SignInPage
{
    public const string NameField = "name";
    public const string PasswordField = "password";

    /// <summary>Nothing but the page's own style and form. Browsers leave the origin out of a form's request under no-referrer.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Korean stays readable.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="context">The request.</param>
    /// <param name="status">The status of the response.</param>
    /// <param name="name">The name that was typed.</param>
    /// <param name="alert">What went wrong, in the language of the page.</param>
    public static Task WriteAsync(HttpContext context, int status = StatusCodes.Status200OK, string? name = null, string? alert = null)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        AddHeaders(response);
        return response.WriteAsync(Create(context.Request.PathBase, SignInText.For(context.Request), name ?? "", alert), context.RequestAborted);
    }

    public static void AddHeaders(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers.Vary = "Accept-Language";
    }

    private static string Create(PathString pathBase, SignInText text, string name, string? alert)
    {
        var (invalid, message) = alert is null ? ("", "") : (" aria-invalid=\"true\" aria-describedby=\"alert\"", $"""<p id="alert" role="alert">{Html.Encode(alert)}</p>""");
        var prefix = Html.Encode(pathBase.ToUriComponent());
        // Whoever typed the name once continues with the password.
        var (first, then) = name.Length == 0 ? (" autofocus", "") : ("", " autofocus");
        return $"""
            <!doctype html>
            <html lang="{text.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{text.Title}</title>
            <link rel="stylesheet" href="{prefix}{OperatorPaths.SignInStyle}">
            </head>
            <body>
            <main>
            <h1>{text.Title}</h1>
            {message}
            <form method="post" action="{prefix}{OperatorPaths.SignIn}?{SignInText.LanguageParameter}={text.Language}">
            <label for="name">{text.Name}</label>
            <input id="name" name="{NameField}" value="{Html.Encode(name)}" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="{OperatorsFile.MaxNameLength}"{invalid}{first}>
            <label for="password">{text.Password}</label>
            <input id="password" name="{PasswordField}" type="password" autocomplete="current-password" required{invalid}{then}>
            <button>{text.Submit}</button>
            </form>
            <p><a href="?{SignInText.LanguageParameter}={text.OtherLanguage}" lang="{text.OtherLanguage}" hreflang="{text.OtherLanguage}">{text.Other}</a></p>
            </main>
            </body>
            </html>
            """;
    }
}
