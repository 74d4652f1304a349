using System.Diagnostics.Metrics;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The duration of calls to backends.</summary>
internal sealed class BackendMetrics
{
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 2, 5],
    };

    private readonly Histogram<double> _duration;

    public BackendMetrics(IMeterFactory meters) =>
        _duration = meters.Create(GatewayTelemetry.MeterName).CreateHistogram(
            GatewayTelemetry.BackendCallDuration, "s", "Duration of an attempt of a call to a backend.", null, Buckets);

    public void Record(TimeSpan duration, string service, string method, string status) =>
        _duration.Record(
            duration.TotalSeconds,
            new(GatewayTelemetry.ServiceLabel, service),
            new(GatewayTelemetry.MethodLabel, method),
            new(GatewayTelemetry.StatusLabel, status));
}
