using System.Diagnostics.Metrics;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The instruments of the rate limit.</summary>
internal sealed class RateLimitMetrics
{
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _unchecked;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayTelemetry.MeterName);
        _dropped = meter.CreateCounter<long>(GatewayTelemetry.RateLimitDropped, "{request}", "Requests refused by the rate limit.");
        _unchecked = meter.CreateCounter<long>(
            GatewayTelemetry.RateLimitUnchecked, "{request}", "Requests that passed without being counted, because the store of the limits was away.");
    }

    public void Dropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>(GatewayTelemetry.ReasonLabel, reason));

    public void Unchecked() => _unchecked.Add(1);
}
