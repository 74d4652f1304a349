using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Records each request once, when its response ends: one count, one duration, one log line.</summary>
internal sealed class RequestTelemetryMiddleware(
    RequestDelegate next, ObservabilitySettings settings, RequestMetrics metrics, TimeProvider time, ILogger<RequestTelemetryMiddleware> logger)
{
    /// <summary>The status of a request whose client disconnected before the response. HTTP has none; proxies use this one.</summary>
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        // Read now, because a middleware that answers an error may remove the endpoint.
        var endpoint = context.GetEndpoint();
        try
        {
            await next(context);
        }
        finally
        {
            Record(context, endpoint, time.GetElapsedTime(start));
        }
    }

    private void Record(HttpContext context, Endpoint? endpoint, TimeSpan duration)
    {
        var method = MethodOf(context.Request.Method);
        var route = RouteOf(endpoint);
        var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? ClientClosedRequest : context.Response.StatusCode;
        metrics.Record(method, route, status, duration);
        if (settings.IsProbe(context.Request.Path))
            logger.SystemRequest(method, route, status, duration.TotalMilliseconds);
        else
            logger.Request(method, route, status, duration.TotalMilliseconds);
    }

    /// <summary>The template with a leading slash, which some endpoints lack, and without a trailing one, which routing adds to the path
    /// of a group.</summary>
    private static string RouteOf(Endpoint? endpoint) => endpoint is RouteEndpoint { RoutePattern.RawText: { Length: > 1 } template }
        ? template is ['/', .., not '/'] ? template : "/" + template.Trim('/')
        : GatewayTelemetry.Other;

    private static string MethodOf(string method) => method switch
    {
        "GET" or "POST" or "DELETE" or "PUT" or "PATCH" or "HEAD" or "OPTIONS" => method,
        _ => GatewayTelemetry.Other,
    };
}
