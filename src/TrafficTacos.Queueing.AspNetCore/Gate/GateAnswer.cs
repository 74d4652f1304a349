using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Pages;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore.Gate;

/// <summary>Answers a request that does not go on: with the page at the request's own address, or with JSON.</summary>
internal sealed class GateAnswer(GateCookies cookies, ReturnAddress returns, GateMetrics metrics, IOptions<WaitingRoomHttpOptions> http)
{
    private const string PassedValue = "passed";

    public static void WriteEmpty(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Tells the page that its visitor may come in.</summary>
    public static void WritePassed(HttpContext context)
    {
        WriteEmpty(context, StatusCodes.Status204NoContent);
        context.Response.Headers[RequestClassifier.Header] = PassedValue;
    }

    public async Task WriteAsync(GateRequest met, GateOutcome outcome)
    {
        var context = met.Context;
        // Whatever stands in front, and whatever the application writes here, no cache keeps one visitor's answer.
        context.Response.OnStarting(() =>
        {
            ResponseCaching.ForbidStorage(context.Response);
            return Task.CompletedTask;
        });
        if (met.EventId.Length > 0)
            cookies.WritePlace(context, met.EventId, met.Visitor, outcome);
        if (outcome.IsPassed)
        {
            WritePassed(context);
            return;
        }

        if (outcome.Rejection is { } rejection)
        {
            await rejection.ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        metrics.Count(met.PolicyName, ResultOf(met, outcome));
        if (met.Kind != RequestKind.Status && met.Policy.OnRejected is { } rejected)
            await rejected(context).ConfigureAwait(false);
        context.Response.Headers.Append("X-Robots-Tag", "noindex");
        await (met.Kind switch
        {
            RequestKind.Page => WritePageAsync(met, outcome),
            RequestKind.Status => WriteStatusAsync(met, outcome),
            RequestKind.EnhancedNavigation => WriteRedirection(context),
            _ => WriteRefusalAsync(met, outcome),
        }).ConfigureAwait(false);
    }

    private static string ResultOf(GateRequest met, GateOutcome outcome) =>
        outcome.Error == ApiErrors.QueueUnavailable ? "unavailable" : met.Kind is RequestKind.Page or RequestKind.Status ? "page" : "refused";

    private async Task WritePageAsync(GateRequest met, GateOutcome outcome)
    {
        var (context, policy) = (met.Context, met.Policy);
        var isUnavailable = outcome.Error == ApiErrors.QueueUnavailable;
        if (isUnavailable && policy.WhenStoreUnavailable == StoreUnavailableBehavior.Closed)
        {
            await WriteRefusalAsync(met, outcome).ConfigureAwait(false);
            return;
        }

        var page = ContextOf(met, outcome);
        var status = outcome.Error.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status404NotFound or StatusCodes.Status429TooManyRequests
            ? outcome.Error.Status
            : policy.WaitingStatusCode;
        var response = context.Response;
        if (policy.Page.Render is { } render)
        {
            // The application's result may set what it likes, and the gate has the last word.
            response.OnStarting(() =>
            {
                SetHeaders(response, status, outcome.PollAfter);
                return Task.CompletedTask;
            });
            await (await render(page).ConfigureAwait(false)).ExecuteAsync(context).ConfigureAwait(false);
            return;
        }

        SetHeaders(response, status, outcome.PollAfter);
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = page.Language;
        response.Headers.ContentSecurityPolicy = PolicyOf(policy.Page);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        var html = Encoding.UTF8.GetBytes(WaitingPage.Render(page, policy.Page));
        response.ContentLength = html.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(html, context.RequestAborted).ConfigureAwait(false);
    }

    private static void SetHeaders(HttpResponse response, int status, TimeSpan pollAfter)
    {
        response.StatusCode = status;
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(pollAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.Headers.Vary = "Cookie, Accept, Accept-Language, Sec-Fetch-Mode";
    }

    /// <summary>No inline script or style, nothing of other hosts but the logo, no frame of another origin.</summary>
    private string PolicyOf(WaitingPageOptions page)
    {
        var ancestors = http.Value.FrameAncestors.Count == 0 ? "'self'" : "'self' " + string.Join(' ', http.Value.FrameAncestors);
        var images = Uri.TryCreate(page.LogoUrl, UriKind.Absolute, out var logo) && logo.Scheme is "https" or "http" ? $" {logo.GetLeftPart(UriPartial.Authority)}" : "";
        return $"default-src 'self'; img-src 'self'{images}; base-uri 'none'; form-action 'self'; frame-ancestors {ancestors}";
    }

    private Task WriteStatusAsync(GateRequest met, GateOutcome outcome)
    {
        var status = outcome.Status;
        var isOurs = outcome.Error != ApiErrors.QueueUnavailable;
        var body = new PageStatusResponse(
            VisitorWords.NameOf(status?.State) ?? "none",
            status?.Position ?? 0,
            status?.QueueLength ?? outcome.Event?.QueueLength ?? 0,
            VisitorWords.EtaSeconds(status?.EstimatedWait ?? default, status?.State),
            VisitorWords.EtaSeconds(status?.EstimatedWaitP90 ?? default, status?.State),
            EventNames.NameOf(status?.Phase ?? outcome.Event?.Phase ?? EventPhase.Open),
            EventNames.NameOf(status?.Mode ?? outcome.Event?.Mode ?? EventMode.Normal),
            (long)outcome.PollAfter.TotalMilliseconds,
            WaitingPage.View(ContextOf(met, outcome), met.Policy.Page));
        return JsonResponse.WriteAsync(
            met.Context, isOurs ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, body, PageJson.Default.PageStatusResponse, isOurs ? null : outcome.PollAfter);
    }

    /// <summary>Blazor loads the whole page for it, because the answer is no success.</summary>
    private static Task WriteRedirection(HttpContext context)
    {
        var request = context.Request;
        WriteEmpty(context, StatusCodes.Status429TooManyRequests);
        context.Response.Headers["blazor-enhanced-nav-redirect-location"] = ReturnAddress.Own(request);
        return Task.CompletedTask;
    }

    /// <summary>htmx loads the page that is shown again only where that page meets the gate: an open page whose part is gated would load
    /// itself without end. A call that is no GET has no address to go to.</summary>
    private static void LeadHtmx(HttpContext context)
    {
        var request = context.Request;
        var isShown = Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var shown)
            && string.Equals(shown.AbsolutePath, request.PathBase.Add(request.Path).ToUriComponent(), StringComparison.OrdinalIgnoreCase);
        if (isShown || !HttpMethods.IsGet(request.Method))
            context.Response.Headers["HX-Refresh"] = "true";
        else
            context.Response.Headers["HX-Redirect"] = ReturnAddress.Own(request);
    }

    private static Task WriteRefusalAsync(GateRequest met, GateOutcome outcome)
    {
        var context = met.Context;
        if (met.Kind == RequestKind.Htmx)
            LeadHtmx(context);
        if (outcome.Error.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        context.Response.Headers.AccessControlExposeHeaders = "Retry-After, Idempotency-Replayed";
        return RefusalWriter.WriteAsync(context, outcome.Error, $"{met.BasePath}/queue/join", $"{met.BasePath}/queue/status", outcome.PollAfter);
    }

    private WaitingPageContext ContextOf(GateRequest met, GateOutcome outcome) => new()
    {
        HttpContext = met.Context,
        EventId = met.EventId,
        State = outcome.State,
        Status = outcome.Status,
        Event = outcome.Event,
        PollAfter = outcome.PollAfter,
        Language = WaitingPage.LanguageOf(met.Context),
        ReturnUrl = returns.Of(met.Context, met.Policy),
        IsFormLost = !HttpMethods.IsGet(met.Context.Request.Method) && !HttpMethods.IsHead(met.Context.Request.Method),
        BasePath = met.BasePath,
    };
}
