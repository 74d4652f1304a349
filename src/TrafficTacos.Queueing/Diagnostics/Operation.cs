using System.Diagnostics;

namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>One operation from start to end: a span, a count and a duration. What nobody gave a result has failed.</summary>
internal sealed class Operation : IDisposable
{
    private const string Failed = "unavailable";

    private readonly WaitingRoomMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Activity? _activity;
    private readonly long _start;
    private readonly string _name;
    private readonly string _eventId;

    public Operation(WaitingRoomMetrics metrics, TimeProvider time, string name, string eventId)
    {
        _metrics = metrics;
        _time = time;
        _name = name;
        _eventId = eventId;
        _start = time.GetTimestamp();
        if (Source.HasListeners())
        {
            _activity = Source.StartActivity(WaitingRoomTelemetry.SpanPrefix + name, ActivityKind.Internal);
            _activity?.SetTag(WaitingRoomTelemetry.EventLabel, eventId);
        }
    }

    /// <summary>Of all spans of the library.</summary>
    public static ActivitySource Source { get; } = new(WaitingRoomTelemetry.ActivitySourceName);

    /// <summary>The value of the result label.</summary>
    public string Result { get; set; } = Failed;

    public void Dispose()
    {
        _metrics.Completed(_name, Result, _eventId, _time.GetElapsedTime(_start));
        if (_activity is null)
            return;
        _activity.SetTag(WaitingRoomTelemetry.ResultLabel, Result);
        if (ReferenceEquals(Result, Failed))
            _activity.SetStatus(ActivityStatusCode.Error);
        _activity.Dispose();
    }
}
