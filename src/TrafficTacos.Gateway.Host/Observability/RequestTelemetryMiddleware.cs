using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Stands before everything else and tells of each request once, when it is answered: one count, one duration, one line.</summary>
internal sealed class RequestTelemetryMiddleware(
    RequestDelegate next, ObservabilitySettings settings, RequestMetrics metrics, TimeProvider time, ILogger<RequestTelemetryMiddleware> logger)
{
    /// <summary>What HTTP itself calls a request whose client did not wait for the answer has no number; this is what proxies write.</summary>
    private const int ClientGone = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        // Taken now: what answers an error may take the endpoint away.
        var endpoint = context.GetEndpoint();
        try
        {
            await next(context);
        }
        finally
        {
            Tell(context, endpoint, time.GetElapsedTime(start));
        }
    }

    private void Tell(HttpContext context, Endpoint? endpoint, TimeSpan took)
    {
        var method = MethodOf(context.Request.Method);
        var route = RouteOf(endpoint);
        var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted ? ClientGone : context.Response.StatusCode;
        metrics.Answered(method, route, status, took);
        if (settings.IsProbe(context.Request.Path))
            logger.SystemRequest(method, route, status, took.TotalMilliseconds);
        else
            logger.Request(method, route, status, took.TotalMilliseconds);
    }

    /// <summary>With a slash before it, which some that map endpoints leave out, and without the one that routing writes behind a
    /// group's own path.</summary>
    private static string RouteOf(Endpoint? endpoint) => endpoint is RouteEndpoint { RoutePattern.RawText: { Length: > 1 } template }
        ? template is ['/', .., not '/'] ? template : "/" + template.Trim('/')
        : GatewayTelemetry.Other;

    private static string MethodOf(string method) => method switch
    {
        "GET" or "POST" or "DELETE" or "PUT" or "PATCH" or "HEAD" or "OPTIONS" => method,
        _ => GatewayTelemetry.Other,
    };
}
