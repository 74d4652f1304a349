using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing;

/// <summary>Shows OpenTelemetry what the waiting room reports. What is exported, and how much of it, stays the application's.</summary>
public static class WaitingRoomInstrumentationExtensions
{
    /// <summary>Adds the spans <c>queue.join</c>, <c>queue.status</c> and so on, and those of the scripts in Redis.</summary>
    /// <param name="traces">From <c>AddOpenTelemetry().WithTracing(…)</c>.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddWaitingRoomInstrumentation(this TracerProviderBuilder traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        return traces.AddSource(WaitingRoomTelemetry.ActivitySourceName);
    }

    /// <summary>Adds the instruments of <see cref="WaitingRoomTelemetry"/>. Histograms bring their boundaries along.</summary>
    /// <param name="metrics">From <c>AddOpenTelemetry().WithMetrics(…)</c>.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddWaitingRoomInstrumentation(this MeterProviderBuilder metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return metrics.AddMeter(WaitingRoomTelemetry.MeterName);
    }
}
