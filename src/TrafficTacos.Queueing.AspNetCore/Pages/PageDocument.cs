using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TrafficTacos.Queueing.AspNetCore.Pages;

/// <summary>
/// The document. Whatever changes while it is open has an attribute that names the member of <see cref="PageView"/>: <c>data-view</c> for a
/// text, <c>data-href</c> for a link, <c>data-row</c> for what is hidden with it. The script knows these and nothing else.
/// </summary>
internal static class PageDocument
{
    /// <summary>Letters of every language stay as they are.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Methods that a page's own request may have.</summary>
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>A browser with a script that could not be loaded: a server that restarts, or an ingress that does not route our files. The
    /// script stops it, because a reload would interrupt a screen reader.</summary>
    private static readonly TimeSpan WithoutScript = TimeSpan.FromMinutes(1);

    public static string Write(WaitingPageContext context, PageTexts texts, PageView view, bool isLive)
    {
        var options = texts.Options;
        var goTo = PageAddress.OnThisHost(context.ReturnUrl);
        var title = options.Title ?? context.EventId;
        return $"""
            <!doctype html>
            <html lang="{texts.Language.Code}" dir="{(texts.Language.IsRightToLeft ? "rtl" : "ltr")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="robots" content="noindex">
            {(isLive ? $"<noscript>{Refresh(context, goTo, context.PollAfter)}</noscript>{Refresh(context, goTo, WithoutScript)}" : "")}
            <title>{Encode(view.Title)}</title>
            <link rel="icon" href="{Asset(context, "icon.svg")}">
            <link rel="stylesheet" href="{Asset(context, "page.css")}">
            {(AccentColor.TryParse(options.AccentColor, out var accent) ? $"<link rel=\"stylesheet\" href=\"{Asset(context, accent.FileName)}\">" : "")}
            {(isLive ? $"<script type=\"module\" src=\"{Asset(context, "page.js")}\"></script>" : "")}
            </head>
            <body>
            <div id="waiting-room" {Settings(context, texts, view, goTo)}>
            <header>
            {(PageAddress.IsSafe(options.LogoUrl) ? $"<img src=\"{Encode(options.LogoUrl)}\" alt=\"\">" : "")}
            <p dir="auto">{Encode(title)}</p>
            </header>
            <main>
            <h1 data-view="heading">{Encode(view.Heading)}</h1>
            <p data-view="lead">{Encode(view.Lead)}</p>
            {(context.IsFormLost ? $"<p class=\"notice\">{Encode(texts["form_lost"])}</p>" : "")}
            <p class="notice" data-trouble hidden></p>
            <p class="notice" data-row="message"{Hidden(view.Message)}><strong>{Encode(texts["message"])}</strong> <span data-view="message" dir="auto">{Encode(view.Message)}</span></p>
            <div class="progress" data-row="progress"{Hidden(view.Progress)}><progress data-view="progress" max="100" value="{Whole(view.Progress ?? 0)}" aria-label="{Encode(texts["progress"])}"></progress></div>
            <dl>
            <div data-row="countdown"{Hidden(view.Countdown)}><dt data-view="countdown_label">{Encode(view.CountdownLabel)}</dt><dd><span role="timer" data-view="countdown">{Encode(view.Countdown)}</span></dd></div>
            <div data-row="at"{Hidden(view.At)}><dt>{Encode(texts["at"])}</dt><dd><time data-view="at" datetime="{Iso(view.At)}">{Plain(view.At)}</time></dd></div>
            {Term("draw_number", texts["draw_number"], view.DrawNumber)}
            {Term("position", texts["position"], view.Position)}
            {Term("ahead", texts["ahead"], view.Ahead)}
            {Term("expected", texts["expected"], view.Expected)}
            </dl>
            <p data-view="note"{Hidden(view.Note)}>{Encode(view.Note)}</p>
            {Link("draw_url", texts["check_draw"], view.DrawUrl)}
            {Link("log_in_url", texts["log_in"], view.LogInUrl, "button")}
            {Link("go_url", texts["go_in"], view.GoUrl, "button")}
            <p data-check{Hidden(view.State is "closed" or "ready" ? null : "")}><a href="{Encode(goTo)}">{Encode(texts["check_now"])}</a></p>
            <p class="announcement" role="status" aria-live="polite"></p>
            </main>
            <footer>
            <p data-view="keep"{Hidden(view.Keep)}>{Encode(view.Keep)}</p>
            <p data-row="support_code"{Hidden(view.SupportCode)}>{Encode(texts["support_code"])}: <b data-view="support_code" dir="ltr">{Encode(view.SupportCode)}</b></p>
            </footer>
            </div>
            </body>
            </html>
            """;
    }

    /// <summary>What the script has to know: it has no texts and no addresses of its own.</summary>
    private static string Settings(WaitingPageContext context, PageTexts texts, PageView view, string goTo)
    {
        var method = Methods.FirstOrDefault(known => known.Equals(context.HttpContext.Request.Method, StringComparison.OrdinalIgnoreCase)) ?? "GET";
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["state"] = view.State,
            ["method"] = method,
            ["return"] = goTo,
            ["poll"] = Whole((long)context.PollAfter.TotalMilliseconds),
            ["leave"] = $"{context.BasePath}/queue/leave?event_id={Uri.EscapeDataString(context.EventId)}",
            ["place"] = context.Status is null ? null : "",
            ["position"] = view.Position is null ? null : Whole(context.Status!.Position),
            ["expected"] = view.ExpectedSec is { } seconds ? Whole(seconds) : null,
            ["countdown"] = view.CountdownSec is { } left ? Whole(left) : null,
            ["digits"] = texts.Language.Digits,
            ["offline"] = texts["offline"],
            ["unreachable"] = texts["unreachable"],
            ["busy"] = texts["busy"],
            ["cookies"] = texts["cookies"],
            ["replaced"] = texts["replaced"],
        };
        return string.Join(' ', settings.Where(setting => setting.Value is not null).Select(setting => $"data-{setting.Key}=\"{Encode(setting.Value)}\""));
    }

    /// <summary>In place of the script. A page that is met by a form is not sent again, but goes where the visitor would.</summary>
    private static string Refresh(WaitingPageContext context, string goTo, TimeSpan after)
    {
        var seconds = Whole(Math.Max(1, (long)Math.Ceiling(after.TotalSeconds)));
        return $"<meta http-equiv=\"refresh\" content=\"{seconds}{(context.IsFormLost ? Encode($";url={goTo}") : "")}\">";
    }

    private static string Term(string name, string label, string? value) =>
        $"<div data-row=\"{name}\"{Hidden(value)}><dt>{Encode(label)}</dt><dd data-view=\"{name}\">{Encode(value)}</dd></div>";

    private static string Link(string name, string text, string? address, string kind = "") =>
        $"<p data-row=\"{name}\"{Hidden(address)}><a class=\"{kind}\" data-href=\"{name}\"{(address is null ? "" : $" href=\"{Encode(address)}\"")}>{Encode(text)}</a></p>";

    private static string Hidden(object? value) => value is null ? " hidden" : "";

    private static string Asset(WaitingPageContext context, string name) => Encode(PageAssets.AddressOf(context.BasePath, name));

    private static string Encode(string? text) => text is null ? "" : Encoder.Encode(text);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Until the script writes it as the visitor's own clock shows it.</summary>
    private static string Plain(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";
}
