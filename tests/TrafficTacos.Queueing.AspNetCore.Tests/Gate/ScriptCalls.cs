using System.Collections.Concurrent;
using System.Diagnostics;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Records the scripts that the requests of one trace ran in Redis, by the library's own spans.</summary>
internal sealed class ScriptCalls : IDisposable
{
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ActivityListener _listener;

    public ScriptCalls()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is WaitingRoomTelemetry.ActivitySourceName or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity =>
            {
                if (activity.TraceId == _trace && activity.OperationName.StartsWith(WaitingRoomTelemetry.ScriptSpanPrefix, StringComparison.Ordinal))
                    _calls.Enqueue(activity.OperationName[WaitingRoomTelemetry.ScriptSpanPrefix.Length..]);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string TraceParent => $"00-{_trace.ToHexString()}-b7ad6b7169203331-01";

    /// <summary>The scripts since the last time.</summary>
    public string[] Take()
    {
        var calls = _calls.ToArray();
        _calls.Clear();
        return calls;
    }

    public void Dispose() => _listener.Dispose();
}
