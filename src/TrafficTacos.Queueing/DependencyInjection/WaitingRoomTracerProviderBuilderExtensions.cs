using TrafficTacos.Queueing.Diagnostics;

namespace OpenTelemetry.Trace;

/// <summary>Adds the waiting room's spans to OpenTelemetry.</summary>
public static class WaitingRoomTracerProviderBuilderExtensions
{
    /// <summary>Adds the spans <c>queue.join</c>, <c>queue.status</c> and so on, and those of the scripts in Redis.</summary>
    /// <param name="traces">From <c>AddOpenTelemetry().WithTracing(…)</c>.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddWaitingRoomInstrumentation(this TracerProviderBuilder traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        return traces.AddSource(WaitingRoomTelemetry.ActivitySourceName);
    }
}
