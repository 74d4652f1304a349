namespace TrafficTacos.Testing;

/// <summary>The metrics of a gateway as Prometheus names them: what dashboards and alerts are written against.</summary>
public static class MetricTable
{
    /// <summary>Each name with the labels of all its series, by name and separated by commas; of a histogram, its count.</summary>
    public static IReadOnlyList<(string Name, string Labels)> Rows { get; } =
    [
        ("http_server_requests_total", "method,route,status"),
        ("http_server_requests_duration_seconds_count", "method,route,status"),
        ("backend_call_duration_seconds_count", "method,service,status"),
        ("queue_operations_total", "event_id,operation,result"),
        ("queue_operation_duration_seconds_count", "operation"),
        ("queue_wait_time_seconds_count", "event_id"),
        ("queue_length", "event_id"),
        ("queue_remembered", "event_id"),
        ("queue_admission_rate", "event_id"),
        ("queue_configured_rate", "event_id"),
        ("queue_bucket_level", "event_id"),
        ("queue_shoppers", "event_id"),
        ("queue_phase", "event_id,phase"),
        ("queue_mode", "event_id,mode"),
        ("queue_store_findings", "finding,severity"),
        ("queue_departures_total", "event_id,reason"),
        ("queue_eta_error_seconds_count", "event_id,told_at"),
        ("ratelimit_dropped_total", "reason"),
        ("idempotency_hits_total", "type"),
    ];
}
