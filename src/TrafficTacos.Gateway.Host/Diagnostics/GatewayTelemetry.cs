namespace TrafficTacos.Gateway.Host.Diagnostics;

/// <summary>The names the gateway reports under. Those of the queue are <c>WaitingRoomTelemetry</c>.</summary>
internal static class GatewayTelemetry
{
    /// <summary>Who reports, unless OTEL_SERVICE_NAME says otherwise.</summary>
    public const string ServiceName = "traffictacos-gateway";

    /// <summary>The meter.</summary>
    public const string MeterName = "TrafficTacos.Gateway";

    /// <summary>Counter of requests answered, by <see cref="MethodLabel"/>, <see cref="RouteLabel"/> and <see cref="StatusLabel"/>. In
    /// Prometheus <c>http_server_requests_total</c>.</summary>
    public const string HttpRequests = "http.server.requests";

    /// <summary>Histogram, in seconds, by the same labels. In Prometheus <c>http_server_requests_duration_seconds</c>.</summary>
    public const string HttpRequestsDuration = "http.server.requests.duration";

    /// <summary>Histogram, in seconds, one record an attempt, by <see cref="ServiceLabel"/>, <see cref="MethodLabel"/> and
    /// <see cref="StatusLabel"/>. In Prometheus <c>backend_call_duration_seconds</c>.</summary>
    public const string BackendCallDuration = "backend.call.duration";

    /// <summary>Label: reservation, payment.</summary>
    public const string ServiceLabel = "service";

    /// <summary>Label: the RPC; of a request, its HTTP method, or <see cref="Other"/>.</summary>
    public const string MethodLabel = "method";

    /// <summary>Label: the template of the endpoint, <c>/api/v1/reservations/{id}</c>; <see cref="Other"/> where there is none.</summary>
    public const string RouteLabel = "route";

    /// <summary>Label: OK, the gRPC status, or the error code of a reply that carries one; of a request, its HTTP status.</summary>
    public const string StatusLabel = "status";

    /// <summary>Counter of requests answered 429, by <see cref="ReasonLabel"/>: whose limit it was, user, token, ip or accounts.</summary>
    public const string RateLimitDropped = "ratelimit.dropped";

    /// <summary>Counter of requests that passed without being counted, because the store of the limits was away.</summary>
    public const string RateLimitUnchecked = "ratelimit.unchecked";

    public const string ReasonLabel = "reason";

    /// <summary>What a client may invent is no label.</summary>
    public const string Other = "other";
}
