namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>The names the gateway reports under, beside those of the waiting room. A Prometheus exporter turns
/// <c>ratelimit.dropped</c> into <c>ratelimit_dropped_total</c>.</summary>
internal static class GatewayTelemetry
{
    public const string MeterName = "TrafficTacos.Gateway";

    /// <summary>Counter of requests answered 429, by <see cref="ReasonLabel"/>: whose limit it was, user, token, ip or accounts.</summary>
    public const string RateLimitDropped = "ratelimit.dropped";

    /// <summary>Counter of requests that passed without being counted, because the store of the limits was away.</summary>
    public const string RateLimitUnchecked = "ratelimit.unchecked";

    public const string ReasonLabel = "reason";
}
