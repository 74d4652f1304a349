using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Serves what stands below the base path: the files of the page, and the queue's calls for scripts, which keep their tokens in
/// cookies.</summary>
internal sealed class GateFiles(
    GateCookies cookies, SessionCookie sessions, BrowserIdentities browsers, BrowserCookies browser, IOptions<WaitingRoomHttpOptions> http, IHostEnvironment environment, ILogger<GateFiles> logger)
{
    private const string Forever = "public, max-age=31536000, immutable";

    public Task InvokeAsync(HttpContext context, PathString rest, GateRules rules)
    {
        var path = rest.Value?.Trim('/') ?? "";
        if (path.StartsWith("queue/", StringComparison.Ordinal))
            return ErrorHandler.RunAsync(call => CallAsync(call, path["queue/".Length..], rules), context, logger);
        return environment.IsDevelopment() && PreviewOf(context, path, context.Request.Path.Value![..^rest.Value!.Length]) is { } html
            ? Results.Content(html, "text/html; charset=utf-8").ExecuteAsync(context)
            : ServeAsync(context, path);
    }

    /// <summary>For developers: the page in all its states; null for another path.</summary>
    private static string? PreviewOf(HttpContext context, string path, string basePath)
    {
        var address = context.Request.PathBase.Add(basePath).ToUriComponent();
        return path.Split('/') switch
        {
            ["preview"] => PreviewPage.Render(context, address),
            ["preview", var state, var language] => PreviewPage.RenderState(context, address, state, language),
            _ => null,
        };
    }

    private static Task ServeAsync(HttpContext context, string path)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (!isRead || !PageAssets.TryFind(path, out var asset))
            return ApiErrors.NotFound.WriteAsync(context);
        var response = context.Response;
        // The page names its files with a hash of their contents. While processes of two versions run, a page of one may ask the other.
        var isThisVersion = context.Request.Query["v"] is [{ } version] && string.Equals(version, asset.Version, StringComparison.Ordinal);
        response.Headers.CacheControl = isThisVersion ? Forever : "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = asset.ContentType;
        response.ContentLength = asset.Bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(asset.Bytes, context.RequestAborted).AsTask();
    }

    private async Task CallAsync(HttpContext context, string call, GateRules rules)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = new QueueBodyLimit().MaxRequestBodySize;
        context.Features.Set<QueueCookies>(browser);
        var method = context.Request.Method.ToUpperInvariant();
        if (Known(call) is not { } methods)
            await ApiErrors.NotFound.WriteAsync(context).ConfigureAwait(false);
        else if (!methods.Contains(method, StringComparer.Ordinal))
            await RefuseMethodAsync(context, methods).ConfigureAwait(false);
        else if (await AddTokensAsync(context).ConfigureAwait(false) && Changes(call, method) && !IsSameOrigin(context.Request))
            await ApiErrors.AccessDenied.WriteAsync(context).ConfigureAwait(false);
        else
            await (await HandleAsync(context, call, method, rules).ConfigureAwait(false)).ExecuteAsync(context).ConfigureAwait(false);
    }

    private static string[]? Known(string call) => call switch
    {
        "join" or "enter" or "session/extend" => [HttpMethods.Post],
        "status" or "draw" or "draw/papers" or "draw/leaves" => [HttpMethods.Get],
        "leave" => [HttpMethods.Delete, HttpMethods.Post],
        "session" => [HttpMethods.Delete, HttpMethods.Get, HttpMethods.Post],
        _ => null,
    };

    private static Task<IResult> HandleAsync(HttpContext context, string call, string method, GateRules rules) => (call, method) switch
    {
        ("join", _) => QueueHandlers.JoinAsync(context, rules.Endpoints, rules.Joins),
        ("enter", _) => QueueHandlers.EnterAsync(context, rules.Endpoints),
        ("status", _) => QueueHandlers.StatusAsync(context),
        ("leave", "DELETE") => QueueHandlers.LeaveAsync(context),
        ("leave", _) => QueueHandlers.LeaveSoftlyAsync(context),
        ("session", "POST") => SessionHandlers.OpenAsync(context),
        ("session", "DELETE") => SessionHandlers.ReleaseAsync(context),
        ("session", _) => SessionHandlers.LookAsync(context),
        ("session/extend", _) => SessionHandlers.ExtendAsync(context),
        ("draw", _) => DrawHandlers.ReadAsync(context),
        ("draw/papers", _) => DrawHandlers.PapersAsync(context),
        _ => DrawHandlers.LeavesAsync(context),
    };

    private static Task RefuseMethodAsync(HttpContext context, string[] methods)
    {
        context.Response.Headers.Allow = string.Join(", ", methods);
        return ApiErrors.MethodNotAllowed.WriteAsync(context);
    }

    /// <summary>Puts the tokens of the cookies where the calls look for them, if the request has none of its own.</summary>
    /// <returns>Whether it did.</returns>
    private async ValueTask<bool> AddTokensAsync(HttpContext context)
    {
        var (request, names) = (context.Request, http.Value);
        var eventId = request.Query[BrowserCookies.EventParameter] is [{ } named] && EventIdFormat.IsValid(named) ? named : null;
        var place = eventId is null ? null : cookies.ReadPlace(context, eventId)?.Token;
        var browserId = eventId is null ? null : await browsers.ReadAsync(cookies.Read(context, eventId, CookieKind.Identity), context.RequestAborted).ConfigureAwait(false);
        var session = eventId is not null ? await sessions.ReadAsync(context, eventId, browserId).ConfigureAwait(false)
            : cookies.ReadSessions(context) is [var only] ? await sessions.VerifyAsync(only, null).ConfigureAwait(false)
            : null;
        var isAdded = false;
        if (place is not null && !request.Headers.ContainsKey(names.WaitingTokenHeader) && !request.Query.ContainsKey(names.WaitingTokenQuery))
            (request.Headers[names.WaitingTokenHeader], isAdded) = (place, true);
        if (session is not null && !request.Headers.ContainsKey(names.SessionTokenHeader))
            (request.Headers[names.SessionTokenHeader], isAdded) = (session, true);
        return isAdded;
    }

    private static bool Changes(string call, string method) => (call, method) is ("leave" or "session/extend", _) or ("session", "DELETE");

    /// <summary>Another site could send a visitor's browser here, and with it the cookies.</summary>
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site]
            ? string.Equals(site, "same-origin", StringComparison.OrdinalIgnoreCase)
            : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
                && string.Equals(origin.Authority, request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
}
