namespace TrafficTacos.Gateway.Host.Diagnostics;

/// <summary>The names of the gateway's telemetry. Those of the queue are in <c>WaitingRoomTelemetry</c>.</summary>
internal static class GatewayTelemetry
{
    /// <summary>The service name, unless OTEL_SERVICE_NAME overrides it.</summary>
    public const string ServiceName = "traffictacos-gateway";

    /// <summary>The meter.</summary>
    public const string MeterName = "TrafficTacos.Gateway";

    /// <summary>Counter of requests, by <see cref="MethodLabel"/>, <see cref="RouteLabel"/> and <see cref="StatusLabel"/>. In Prometheus
    /// <c>http_server_requests_total</c>.</summary>
    public const string HttpRequests = "http.server.requests";

    /// <summary>Histogram of their durations in seconds, by the same labels. In Prometheus
    /// <c>http_server_requests_duration_seconds</c>.</summary>
    public const string HttpRequestsDuration = "http.server.requests.duration";

    /// <summary>Histogram in seconds with one value for each attempt, by <see cref="ServiceLabel"/>, <see cref="MethodLabel"/> and
    /// <see cref="StatusLabel"/>. In Prometheus <c>backend_call_duration_seconds</c>.</summary>
    public const string BackendCallDuration = "backend.call.duration";

    /// <summary>Counter of exports that the OTLP collector did not take. In Prometheus <c>otlp_export_failures_total</c>.</summary>
    public const string CollectorFailures = "otlp.export.failures";

    /// <summary>Gauge of open connections. In Prometheus <c>gateway_connections</c>.</summary>
    public const string Connections = "gateway.connections";

    /// <summary>Gauge of the most connections that may be open. In Prometheus <c>gateway_connections_max</c>.</summary>
    public const string ConnectionsMax = "gateway.connections.max";

    /// <summary>Counter of connections that were refused. In Prometheus <c>gateway_connections_refused_total</c>.</summary>
    public const string ConnectionsRefused = "gateway.connections.refused";

    /// <summary>Label: <c>reservation</c> or <c>payment</c>.</summary>
    public const string ServiceLabel = "service";

    /// <summary>Label: the RPC of a call, or the HTTP method of a request, or <see cref="Other"/>.</summary>
    public const string MethodLabel = "method";

    /// <summary>Label: the template of the endpoint, such as <c>/api/v1/reservations/{id}</c>; <see cref="Other"/> without an
    /// endpoint.</summary>
    public const string RouteLabel = "route";

    /// <summary>Label: OK, the gRPC status or the error code of a call; the HTTP status of a request.</summary>
    public const string StatusLabel = "status";

    /// <summary>Counter of requests that got 429, by <see cref="ReasonLabel"/>: <c>user</c>, <c>token</c>, <c>ip</c> or
    /// <c>accounts</c>.</summary>
    public const string RateLimitDropped = "ratelimit.dropped";

    /// <summary>Counter of requests that passed without being counted, because the store of the rate limit was unavailable.</summary>
    public const string RateLimitUnchecked = "ratelimit.unchecked";

    public const string ReasonLabel = "reason";

    /// <summary>The label in place of a value that a client may have invented.</summary>
    public const string Other = "other";
}
