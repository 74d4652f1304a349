using Microsoft.AspNetCore.Http;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>Whether a page of another site may have sent a request. Such a page cannot set <c>X-Operator</c> without asking this server
/// first, which never allows it, and cannot lie in <c>Sec-Fetch-Site</c> and <c>Origin</c>.</summary>
internal static class RequestOrigin
{
    public const string OperatorHeader = "X-Operator";

    public static ApiError? Check(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.Headers[OperatorHeader]))
            return ApiErrors.OperatorHeaderMissing;
        return IsSameOrigin(request) ? null : ApiErrors.NotSameOrigin;
    }

    /// <summary>A script of another origin that reads says where it is from. It gets nothing, whatever the application's CORS policy lets it read:
    /// endpoints cannot opt out of CORS in an application that has no CORS middleware.</summary>
    public static ApiError? CheckRead(HttpRequest request) => request.Headers.Origin.Count == 0 || IsOwn(request) ? null : ApiErrors.NotSameOrigin;

    /// <summary>What the browser says of itself counts first. A program that is no browser sends an <c>Origin</c> that is this one.</summary>
    public static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] ? string.Equals(site, "same-origin", StringComparison.OrdinalIgnoreCase) : IsOwn(request);

    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is [{ } text] && Uri.TryCreate(text, UriKind.Absolute, out var origin)
        && string.Equals(origin.Scheme, request.Scheme, StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var own)
        && string.Equals(origin.Authority, own.Authority, StringComparison.OrdinalIgnoreCase);
}
