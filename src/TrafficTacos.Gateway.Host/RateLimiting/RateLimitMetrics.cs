using System.Diagnostics.Metrics;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The metrics of the rate limit.</summary>
internal sealed class RateLimitMetrics
{
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _unchecked;

    public RateLimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayTelemetry.MeterName);
        _dropped = meter.CreateCounter<long>(GatewayTelemetry.RateLimitDropped, "{request}", "Requests that the rate limit refused.");
        _unchecked = meter.CreateCounter<long>(
            GatewayTelemetry.RateLimitUnchecked, "{request}", "Tokens that this gateway took out of buckets of its own, because the store of the rate limit was unavailable.");
    }

    public void RecordDropped(string reason) => _dropped.Add(1, new KeyValuePair<string, object?>(GatewayTelemetry.ReasonLabel, reason));

    public void RecordUnchecked() => _unchecked.Add(1);
}
