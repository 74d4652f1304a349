namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>
/// The names of metrics, spans and labels; docs/telemetry.md explains each. Instrument names follow OpenTelemetry: a
/// Prometheus exporter turns <c>queue.operations</c> into <c>queue_operations_total</c>, and <c>queue.wait_time</c>, measured in
/// seconds, into <c>queue_wait_time_seconds</c>.
/// </summary>
public static class WaitingRoomTelemetry
{
    /// <summary>The meter.</summary>
    public const string MeterName = "TrafficTacos.Queueing";

    /// <summary>The activity source.</summary>
    public const string ActivitySourceName = "TrafficTacos.Queueing";

    /// <summary>Counter of operations by <see cref="OperationLabel"/>, <see cref="ResultLabel"/> and <see cref="EventLabel"/>.</summary>
    public const string Operations = "queue.operations";

    /// <summary>Histogram, in seconds, by <see cref="OperationLabel"/>.</summary>
    public const string OperationDuration = "queue.operation.duration";

    /// <summary>Histogram, in seconds, from join to admission, by <see cref="EventLabel"/>.</summary>
    public const string WaitTime = "queue.wait_time";

    /// <summary>Gauge of visitors in the queue, by <see cref="EventLabel"/>.</summary>
    public const string Length = "queue.length";

    /// <summary>Gauge of places outside the queue that a poll brings back, by <see cref="EventLabel"/>.</summary>
    public const string Remembered = "queue.remembered";

    /// <summary>Gauge of admissions a second in the last minute, by <see cref="EventLabel"/>.</summary>
    public const string AdmissionRate = "queue.admission_rate";

    /// <summary>Gauge of admissions a second as configured, 0 while paused, by <see cref="EventLabel"/>.</summary>
    public const string ConfiguredRate = "queue.configured_rate";

    /// <summary>Gauge of tokens in the bucket, by <see cref="EventLabel"/>.</summary>
    public const string BucketLevel = "queue.bucket_level";

    /// <summary>Gauge of who is inside, with a pass or a session, and of seats that are still held, by <see cref="EventLabel"/>.</summary>
    public const string Shoppers = "queue.shoppers";

    /// <summary>Gauge, always 1, by <see cref="EventLabel"/> and <see cref="PhaseLabel"/>: where the event is in its schedule.</summary>
    public const string Phase = "queue.phase";

    /// <summary>Gauge, always 1, by <see cref="EventLabel"/> and <see cref="ModeLabel"/>: what the event does.</summary>
    public const string Mode = "queue.mode";

    /// <summary>Gauge, always 1, by <see cref="EventLabel"/>, <see cref="AlertLabel"/> and <see cref="SeverityLabel"/>: what somebody should look at.</summary>
    public const string Alerts = "queue.alerts";

    /// <summary>Counter of visitors who have left the queue, by <see cref="EventLabel"/> and <see cref="ReasonLabel"/>.</summary>
    public const string Departures = "queue.departures";

    /// <summary>Counter: losses of the store that were noticed; label <see cref="EventLabel"/>.</summary>
    public const string StoreLosses = "queue.store_losses";

    /// <summary>Counter of looks at a draw that found it wrong, by <see cref="EventLabel"/> and <see cref="AlertLabel"/>: each gateway looks once a
    /// second.</summary>
    public const string DrawAlerts = "queue.draw_alerts";

    /// <summary>Counter of places that were taken out of the queue and are remembered, by <see cref="EventLabel"/> and
    /// <see cref="ReasonLabel"/>.</summary>
    public const string PlacesRemembered = "queue.places_remembered";

    /// <summary>
    /// Histogram, in seconds, by <see cref="EventLabel"/> and <see cref="ToldAtLabel"/>: the difference between the wait that a visitor
    /// was told and the actual one, for a sample of visitors.
    /// </summary>
    public const string EstimateError = "queue.eta_error";

    /// <summary>Counter of requests with an Idempotency-Key at endpoints that take one, by <see cref="TypeLabel"/>.</summary>
    public const string IdempotencyHits = "idempotency.hits";

    /// <summary>Counter of requests that took longer than the lease of their claim, by <see cref="TypeLabel"/>: pass or key.</summary>
    public const string LeaseOverruns = "queue.lease_overruns";

    /// <summary>Gauge, 1 for everything that is not as it should be in the store, by <see cref="FindingLabel"/> and
    /// <see cref="SeverityLabel"/>.</summary>
    public const string StoreFindings = "queue.store_findings";

    /// <summary>Label: of a draw beacon_late, differs (the record is not what this gateway computes, or saw before), not_announced, not_replicated; of an
    /// event as <see cref="EventAlertKind"/>, for example no_admissions.</summary>
    public const string AlertLabel = "alert";

    /// <summary>Label: the cause, such as read_only or eviction_policy.</summary>
    public const string FindingLabel = "finding";

    /// <summary>Label: note, warning, or critical (the queue does not work).</summary>
    public const string SeverityLabel = "severity";

    /// <summary>Label: join, status, enter, leave, claim, spend, release, settings, open_session, check_session, extend_session, release_session.</summary>
    public const string OperationLabel = "operation";

    /// <summary>Label: the outcome of the operation.</summary>
    public const string ResultLabel = "result";

    /// <summary>Label: the event; those that are configured and the first 100 others, then <see cref="OtherEvents"/>.</summary>
    public const string EventLabel = "event_id";

    /// <summary>Label: of a departure admitted, left, expired, no_show; of a place that is remembered asleep, turn_passed.</summary>
    public const string ReasonLabel = "reason";

    /// <summary>Label: scheduled, gathering, open or closed.</summary>
    public const string PhaseLabel = "phase";

    /// <summary>Label: normal, paused, recovering, draining, passthrough, off or maintenance.</summary>
    public const string ModeLabel = "mode";

    /// <summary>Label: when the visitor was told the estimate: join, or half (of the wait they were told at join).</summary>
    public const string ToldAtLabel = "told_at";

    /// <summary>Label: cache_hit, conflict, in_progress, miss.</summary>
    public const string TypeLabel = "type";

    /// <summary>The value of <see cref="EventLabel"/> for every other event.</summary>
    public const string OtherEvents = "other";

    /// <summary>Span names are this and the operation: <c>queue.join</c>.</summary>
    public const string SpanPrefix = "queue.";

    /// <summary>Span names of calls to Redis are this and the script: <c>redis script join</c>.</summary>
    public const string ScriptSpanPrefix = "redis script ";

    /// <summary>Span tag: the database, as OpenTelemetry names it.</summary>
    public const string DatabaseTag = "db.system.name";

    /// <summary>Span tag: the script of lua/.</summary>
    public const string ScriptTag = "db.stored_procedure.name";

    /// <summary>Span tag: the number of items in one call.</summary>
    public const string BatchTag = "db.operation.batch.size";

    /// <summary>Span tag: the type of the exception.</summary>
    public const string ErrorTag = "error.type";
}
