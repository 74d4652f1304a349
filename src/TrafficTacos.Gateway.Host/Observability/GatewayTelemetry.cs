namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>The names the gateway reports under. Those of the queue are <c>WaitingRoomTelemetry</c>.</summary>
internal static class GatewayTelemetry
{
    /// <summary>The meter.</summary>
    public const string MeterName = "TrafficTacos.Gateway";

    /// <summary>Histogram, in seconds, one record an attempt, by <see cref="ServiceLabel"/>, <see cref="MethodLabel"/> and
    /// <see cref="StatusLabel"/>. In Prometheus <c>backend_call_duration_seconds</c>.</summary>
    public const string BackendCallDuration = "backend.call.duration";

    /// <summary>Label: reservation, payment.</summary>
    public const string ServiceLabel = "service";

    /// <summary>Label: the RPC.</summary>
    public const string MethodLabel = "method";

    /// <summary>Label: OK, the gRPC status, or the error code of a reply that carries one.</summary>
    public const string StatusLabel = "status";

    /// <summary>Counter of requests answered 429, by <see cref="ReasonLabel"/>: whose limit it was, user, token, ip or accounts.</summary>
    public const string RateLimitDropped = "ratelimit.dropped";

    /// <summary>Counter of requests that passed without being counted, because the store of the limits was away.</summary>
    public const string RateLimitUnchecked = "ratelimit.unchecked";

    public const string ReasonLabel = "reason";
}
