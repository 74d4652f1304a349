using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Tells of a collector that does not take what is sent: a counter, and a warning once a minute. The exporter itself only writes
/// events, which nobody reads.</summary>
internal sealed partial class CollectorFailures : EventListener, IHostedService
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ILogger<CollectorFailures> _logger;
    private readonly Counter<long> _failures;
    private long? _writtenAt;
    private long _count;

    public CollectorFailures(IMeterFactory meters, TimeProvider time, ILogger<CollectorFailures> logger)
    {
        (_time, _logger) = (time, logger);
        _failures = meters.Create(GatewayTelemetry.MeterName).CreateCounter<long>(
            GatewayTelemetry.CollectorFailures, "{failure}", "Exports of traces and metrics that the collector did not take.");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (string.Equals(eventSource.Name, Exporter, StringComparison.Ordinal))
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // The base class calls this while it constructs the object, if an exporter is faster.
        if (_failures is null)
            return;
        _failures.Add(1);
        long count;
        lock (_lock)
        {
            _count++;
            if (_writtenAt is { } at && _time.GetElapsedTime(at) < Interval)
                return;
            _writtenAt = _time.GetTimestamp();
            (count, _count) = (_count, 0);
        }

        LogFailure(_logger, count, eventData.EventName);
    }

    [LoggerMessage(421, LogLevel.Warning, "The OTLP collector of OBSERVABILITY_OTLP_ENDPOINT does not take traces or metrics ({Count} failures since the last such line, {Event}). Requests are served all the same.")]
    private static partial void LogFailure(ILogger logger, long count, string? @event);
}
