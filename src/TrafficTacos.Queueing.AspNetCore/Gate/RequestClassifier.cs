using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Tells from a request's headers what it expects.</summary>
internal static class RequestClassifier
{
    /// <summary>With the value <see cref="StatusValue"/> the page's own question; in a response what the page's script is to do.</summary>
    public const string Header = "Waiting-Room";

    public const string StatusValue = "status";
    public const string HiddenHeader = "Waiting-Room-Hidden";

    private const string Html = "text/html";
    private const string Json = "application/json";

    public static RequestKind KindOf(HttpContext context, Func<HttpContext, bool?>? isPageRequest)
    {
        var request = context.Request;
        var headers = request.Headers;
        if (IsPrefetch(headers["Sec-Purpose"]) || IsPrefetch(headers["Purpose"]))
            return RequestKind.Prefetch;
        if (IsPreflight(request))
            return RequestKind.Preflight;
        if (string.Equals(headers[Header], StatusValue, StringComparison.OrdinalIgnoreCase))
            return RequestKind.Status;
        if (LastingConnections.IsLasting(context))
            return RequestKind.Data;
        if (headers.ContainsKey("HX-Request"))
            return RequestKind.Htmx;
        if (headers.Accept.ToString().Contains("blazor-enhanced-nav=on", StringComparison.OrdinalIgnoreCase))
            return RequestKind.EnhancedNavigation;
        if (isPageRequest?.Invoke(context) is { } known)
            return known ? RequestKind.Page : RequestKind.Data;
        return IsPage(request) ? RequestKind.Page : RequestKind.Data;
    }

    /// <summary>A browser's preflight has neither cookies nor a log-in.</summary>
    private static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method)
        && request.Headers.ContainsKey(HeaderNames.AccessControlRequestMethod) && request.Headers.ContainsKey(HeaderNames.Origin)
        && !request.Headers.ContainsKey(HeaderNames.Cookie) && !request.Headers.ContainsKey(HeaderNames.Authorization);

    /// <summary>Browsers say what a request is for. Where none does, it is a page if that is at least as welcome as JSON.</summary>
    private static bool IsPage(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers["Sec-Fetch-Mode"] is [{ Length: > 0 } mode])
        {
            return string.Equals(mode, "navigate", StringComparison.OrdinalIgnoreCase)
                && headers["Sec-Fetch-Dest"].ToString().ToLowerInvariant() is "document" or "iframe" or "frame" or "";
        }

        var accepted = headers.Accept;
        if (accepted.Count == 0)
            return true;
        if (!MediaTypeHeaderValue.TryParseList(accepted, out var types))
            return false;
        var html = QualityOf(types, Html);
        return html > 0 && html >= QualityOf(types, Json);
    }

    private static bool IsPrefetch(Microsoft.Extensions.Primitives.StringValues purpose) =>
        purpose.ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);

    /// <summary>The quality of the most specific range that covers a type (RFC 9110, 12.5.1).</summary>
    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var (best, quality) = (-1, 0.0);
        foreach (var range in accepted)
        {
            var specificity = range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
            var covers = specificity switch
            {
                0 => true,
                1 => type.StartsWith(range.Type.Value + "/", StringComparison.OrdinalIgnoreCase),
                _ => string.Equals(range.MediaType.Value, type, StringComparison.OrdinalIgnoreCase),
            };
            if (covers && specificity > best)
                (best, quality) = (specificity, range.Quality ?? 1);
        }

        return quality;
    }
}
