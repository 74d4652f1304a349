using System.Diagnostics;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>The spans of the gateway's own. What calls out by HTTP or gRPC has those of .NET.</summary>
internal static class GatewaySpans
{
    private static readonly ActivitySource Source = new(GatewayTelemetry.ActivitySourceName);

    /// <summary>A script of lua/gateway, named as those of the queue are; null when nobody records, and for a call that no traced
    /// request makes itself: one that takes for those who waited is in none of their traces, and begins no trace of its own.</summary>
    public static Activity? Script(string name)
    {
        if (Activity.Current is not { Recorded: true })
            return null;
        var span = Source.StartActivity(WaitingRoomTelemetry.ScriptSpanPrefix + name, ActivityKind.Client);
        span?.SetTag(WaitingRoomTelemetry.DatabaseTag, "redis");
        span?.SetTag(WaitingRoomTelemetry.ScriptTag, name);
        return span;
    }
}
