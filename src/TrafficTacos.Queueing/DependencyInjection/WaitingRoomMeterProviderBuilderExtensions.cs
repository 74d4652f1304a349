using TrafficTacos.Queueing.Diagnostics;

namespace OpenTelemetry.Metrics;

/// <summary>Adds the waiting room's metrics to OpenTelemetry.</summary>
public static class WaitingRoomMeterProviderBuilderExtensions
{
    /// <summary>Adds the instruments of <see cref="WaitingRoomTelemetry"/>. Histograms bring their bucket boundaries.</summary>
    /// <param name="metrics">From <c>AddOpenTelemetry().WithMetrics(…)</c>.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddWaitingRoomInstrumentation(this MeterProviderBuilder metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return metrics.AddMeter(WaitingRoomTelemetry.MeterName);
    }
}
