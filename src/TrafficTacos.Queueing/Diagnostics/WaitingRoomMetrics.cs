using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>The instruments. An event's gauges show its last snapshot.</summary>
internal sealed class WaitingRoomMetrics
{
    /// <summary>Labels of events that nobody configured.</summary>
    private const int MaxEvents = 100;

    /// <summary>A gauge ends when its event has had no traffic for this long (microseconds).</summary>
    private const long SnapshotLifetime = 60_000_000;

    private static readonly InstrumentAdvice<double> DurationBuckets = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    };

    private static readonly InstrumentAdvice<double> WaitBuckets = new()
    {
        HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400],
    };

    private static readonly InstrumentAdvice<double> ErrorBuckets = new()
    {
        HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600],
    };

    private readonly Counter<long> _operations;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _waitTime;
    private readonly Histogram<double> _estimateError;
    private readonly Counter<long> _departures;
    private readonly Counter<long> _storeLosses;
    private readonly Counter<long> _drawAlerts;
    private readonly Counter<long> _placesRemembered;
    private readonly Counter<long> _idempotencyHits;
    private readonly Counter<long> _leaseOverruns;
    private readonly ConcurrentDictionary<string, (EventSnapshot Snapshot, long At)> _snapshots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _configured;
    private readonly TimeProvider _time;

    public WaitingRoomMetrics(IMeterFactory meters, IOptions<WaitingRoomOptions> options, TimeProvider time)
    {
        _time = time;
        // The sale that somebody configured has its label whatever ids others invent, and however it is spelled.
        _configured = new HashSet<string>(
            options.Value.Events.Keys.Concat(options.Value.KnownEvents.Where(pattern => !pattern.Contains('*', StringComparison.Ordinal))),
            StringComparer.OrdinalIgnoreCase);
        var meter = meters.Create(WaitingRoomTelemetry.MeterName);
        _operations = meter.CreateCounter<long>(WaitingRoomTelemetry.Operations, "{operation}", "Operations by result.");
        _duration = meter.CreateHistogram(
            WaitingRoomTelemetry.OperationDuration, "s", "Duration of an operation, the store included.", null, DurationBuckets);
        _waitTime = meter.CreateHistogram(WaitingRoomTelemetry.WaitTime, "s", "From join to admission.", null, WaitBuckets);
        _estimateError = meter.CreateHistogram(
            WaitingRoomTelemetry.EstimateError, "s", "Difference between the wait that a visitor was told and the actual wait.", null, ErrorBuckets);
        _storeLosses = meter.CreateCounter<long>(WaitingRoomTelemetry.StoreLosses, "{loss}", "Losses of the store that were noticed.");
        _drawAlerts = meter.CreateCounter<long>(WaitingRoomTelemetry.DrawAlerts, "{alert}", "Draws that somebody must look at.");
        _departures = meter.CreateCounter<long>(WaitingRoomTelemetry.Departures, "{visitor}", "Visitors who have left the queue, by reason.");
        _placesRemembered = meter.CreateCounter<long>(
            WaitingRoomTelemetry.PlacesRemembered, "{visitor}", "Places that were taken out of the queue and are remembered, by reason.");
        _idempotencyHits = meter.CreateCounter<long>(
            WaitingRoomTelemetry.IdempotencyHits, "{request}", "Requests with an Idempotency-Key, by type of hit.");
        _leaseOverruns = meter.CreateCounter<long>(
            WaitingRoomTelemetry.LeaseOverruns, "{request}", "Requests that took longer than the lease of their pass or key.");
        meter.CreateObservableGauge(WaitingRoomTelemetry.Length, () => Observe(p => p.Length), "{visitor}", "Visitors in the queue.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.Remembered, () => Observe(p => p.Remembered), "{visitor}", "Places outside the queue that a poll brings back.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.AdmissionRate,
            () => Observe(WaitEstimator.RecentAdmissionRate),
            null, // a unit a second would become part of the Prometheus name
            "Admissions a second in the last minute.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.ConfiguredRate, () => Observe(p => p.Paused ? 0 : p.AdmissionsPerSecond), null, "Admissions a second as configured; 0 while paused.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.BucketLevel, () => Observe(p => p.Level / AdmissionRule.Token), "{token}", "Tokens in the bucket; negative within the overdraft.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.Shoppers, () => Observe(p => p.Admitted + p.Seats), "{visitor}", "Visitors inside, with a pass or a session, and seats still held.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.Phase, () => Name(WaitingRoomTelemetry.PhaseLabel, p => p.Conditions.Phase), null, "1 for the phase that the event is in.");
        meter.CreateObservableGauge(
            WaitingRoomTelemetry.Mode, () => Name(WaitingRoomTelemetry.ModeLabel, p => p.Conditions.Numbers.Mode), null, "1 for the mode that the event is in.");
        meter.CreateObservableGauge(WaitingRoomTelemetry.Alerts, ObserveAlerts, null, "1 for what somebody should look at.");
    }

    public void Completed(string operation, string result, string eventId, TimeSpan took)
    {
        _operations.Add(1, new(WaitingRoomTelemetry.OperationLabel, operation), new(WaitingRoomTelemetry.ResultLabel, result), Event(eventId));
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(WaitingRoomTelemetry.OperationLabel, operation));
    }

    public void Admitted(string eventId, long waitedMicroseconds)
    {
        _waitTime.Record(waitedMicroseconds / 1e6, Event(eventId));
        Departed(eventId, "admitted", 1);
    }

    public void Departed(string eventId, string reason, long count)
    {
        if (count > 0)
            _departures.Add(count, Event(eventId), new(WaitingRoomTelemetry.ReasonLabel, reason));
    }

    public void StoreLost(string eventId) => _storeLosses.Add(1, Event(eventId));

    public void DrawAlert(string eventId, string alert) => _drawAlerts.Add(1, Event(eventId), new(WaitingRoomTelemetry.AlertLabel, alert));

    public void Reclaimed(string eventId, ReclaimedCounts reclaimed)
    {
        Departed(eventId, "left", reclaimed.Left);
        Departed(eventId, "expired", reclaimed.Expired);
        Departed(eventId, "no_show", reclaimed.NoShow);
        Remembered(eventId, "asleep", reclaimed.Asleep);
        Remembered(eventId, "turn_passed", reclaimed.PassedOver);
    }

    /// <param name="eventId">The event.</param>
    /// <param name="toldAt">When the visitor was told the estimate.</param>
    /// <param name="microseconds">The error; early or late counts the same.</param>
    public void EstimateMissed(string eventId, string toldAt, long microseconds) =>
        _estimateError.Record(Math.Abs(microseconds) / 1e6, Event(eventId), new(WaitingRoomTelemetry.ToldAtLabel, toldAt));

    public void CountIdempotencyKey(string type) => _idempotencyHits.Add(1, new KeyValuePair<string, object?>(WaitingRoomTelemetry.TypeLabel, type));

    public void LeaseOverrun(string type) => _leaseOverruns.Add(1, new KeyValuePair<string, object?>(WaitingRoomTelemetry.TypeLabel, type));

    public void Maintained(string eventId, in EventSnapshot snapshot)
    {
        if (Label(eventId) is var label && !string.Equals(label, WaitingRoomTelemetry.OtherEvents, StringComparison.Ordinal))
            _snapshots[label] = (snapshot, _time.GetTimestamp());
    }

    private void Remembered(string eventId, string reason, long count)
    {
        if (count > 0)
            _placesRemembered.Add(count, Event(eventId), new(WaitingRoomTelemetry.ReasonLabel, reason));
    }

    private KeyValuePair<string, object?> Event(string eventId) => new(WaitingRoomTelemetry.EventLabel, Label(eventId));

    /// <summary>Event ids come from outside, so the number of labels is bounded.</summary>
    private string Label(string eventId)
    {
        if (_configured.TryGetValue(eventId, out var label) || _labels.TryGetValue(eventId, out label))
            return label;
        return _labels.Count < MaxEvents ? _labels.GetOrAdd(eventId, eventId) : WaitingRoomTelemetry.OtherEvents;
    }

    private IEnumerable<Measurement<double>> Observe(Func<EventSnapshot, double> read) =>
        Current().Select(current => new Measurement<double>(read(current.Snapshot), Event(current.EventId)));

    /// <summary>What an event is in, as a label.</summary>
    private IEnumerable<Measurement<long>> Name<T>(string label, Func<EventSnapshot, T> read)
        where T : struct, Enum =>
        Current().Select(current => new Measurement<long>(1, Event(current.EventId), new(label, read(current.Snapshot).ToString().ToLowerInvariant())));

    private IEnumerable<Measurement<long>> ObserveAlerts() => Current().SelectMany(current => EventAlerts.Of(current.Snapshot).Select(alert => new Measurement<long>(
        1,
        Event(current.EventId),
        new(WaitingRoomTelemetry.AlertLabel, EventAlerts.NameOf(alert.Kind)),
        new(WaitingRoomTelemetry.SeverityLabel, alert.IsCritical ? "critical" : "warning"))));

    private IEnumerable<(string EventId, EventSnapshot Snapshot)> Current()
    {
        foreach (var (eventId, (snapshot, at)) in _snapshots)
        {
            if (_time.GetElapsedTime(at).TotalMicroseconds <= SnapshotLifetime)
                yield return (eventId, snapshot);
        }
    }
}
