using System.Diagnostics.Metrics;
using System.Globalization;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Requests, and how long they took.</summary>
internal sealed class RequestMetrics
{
    private const int HighestStatus = 599;

    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    /// <summary>A text for each status, and not a new one for each request.</summary>
    private static readonly string[] Statuses =
        [.. Enumerable.Range(0, HighestStatus + 1).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _duration;

    public RequestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(GatewayTelemetry.MeterName);
        _requests = meter.CreateCounter<long>(GatewayTelemetry.HttpRequests, "{request}", "Requests answered.");
        _duration = meter.CreateHistogram(
            GatewayTelemetry.HttpRequestsDuration, "s", "From the head of a request to the end of its answer.", null, Buckets);
    }

    public void Answered(string method, string route, int status, TimeSpan took)
    {
        var statusText = status is >= 0 and <= HighestStatus ? Statuses[status] : GatewayTelemetry.Other;
        var labels = new System.Diagnostics.TagList
        {
            { GatewayTelemetry.MethodLabel, method },
            { GatewayTelemetry.RouteLabel, route },
            { GatewayTelemetry.StatusLabel, statusText },
        };
        _requests.Add(1, labels);
        _duration.Record(took.TotalSeconds, labels);
    }
}
