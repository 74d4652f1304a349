using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>The number and duration of requests. docs/decisions/0020-request-metrics.md says why they are not the framework's.</summary>
internal sealed class RequestMetrics
{
    private const int MaxStatus = 599;

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    /// <summary>The texts of all statuses, so that a request allocates none.</summary>
    private static readonly string[] Statuses =
        [.. Enumerable.Range(0, MaxStatus + 1).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    public RequestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayTelemetry.MeterName);
        _requests = meter.CreateCounter<long>(GatewayTelemetry.HttpRequests, "{request}", "Requests.");
        _duration = meter.CreateHistogram(
            GatewayTelemetry.HttpRequestsDuration, "s", "Duration from the headers of a request to the end of its response.", null, Buckets);
    }

    public void Record(string method, string route, int status, TimeSpan duration)
    {
        var labels = new TagList
        {
            { GatewayTelemetry.MethodLabel, method },
            { GatewayTelemetry.RouteLabel, route },
            { GatewayTelemetry.StatusLabel, status is >= 0 and <= MaxStatus ? Statuses[status] : GatewayTelemetry.Other },
        };
        _requests.Add(1, labels);
        _duration.Record(duration.TotalSeconds, labels);
    }
}
