using System.Diagnostics;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>One operation from start to end: a span, a count and a duration. An operation without a result has failed.</summary>
internal sealed class OperationScope : IDisposable
{
    private readonly WaitingRoomMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Activity? _activity;
    private readonly long _start;
    private readonly string _name;
    private readonly string _eventId;
    private readonly CancellationToken _caller;

    /// <param name="metrics">Counts the operation.</param>
    /// <param name="time">Times it.</param>
    /// <param name="name">One of <see cref="OperationNames"/>.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="caller">The caller's cancellation: an operation that it ended is no outage.</param>
    public OperationScope(WaitingRoomMetrics metrics, TimeProvider time, string name, string eventId, CancellationToken caller)
    {
        _metrics = metrics;
        _time = time;
        _name = name;
        _eventId = eventId;
        _caller = caller;
        _start = time.GetTimestamp();
        if (Source.HasListeners())
        {
            _activity = Source.StartActivity(WaitingRoomTelemetry.SpanPrefix + name, ActivityKind.Internal);
            _activity?.SetTag(WaitingRoomTelemetry.EventLabel, eventId);
        }
    }

    /// <summary>The source of all spans of the library.</summary>
    public static ActivitySource Source { get; } = new(WaitingRoomTelemetry.ActivitySourceName);

    /// <summary>The value of the result label; null until there is a result.</summary>
    public string? Result { get; set; }

    public void Dispose()
    {
        var failed = Result is null && !_caller.IsCancellationRequested;
        var result = Result ?? (failed ? "unavailable" : "canceled");
        _metrics.Completed(_name, result, _eventId, _time.GetElapsedTime(_start));
        if (_activity is null)
            return;
        _activity.SetTag(WaitingRoomTelemetry.ResultLabel, result);
        if (failed)
            _activity.SetStatus(ActivityStatusCode.Error);
        _activity.Dispose();
    }
}
