using OpenTelemetry.Exporter;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>How to reach an OTLP collector, by its address.</summary>
internal static class OtlpProtocol
{
    /// <summary>The usual port of collectors for HTTP. The one for gRPC is 4317.</summary>
    public const int HttpPort = 4318;

    private static readonly string[] SignalPaths = ["/v1/traces", "/v1/metrics", "/v1/logs"];

    /// <summary>The protocol that the port implies. An address with a path is HTTP too, because gRPC has no path.</summary>
    public static OtlpExportProtocol Of(Uri collector) =>
        collector.Port == HttpPort || collector.AbsolutePath.Length > 1 ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;

    /// <summary>The address for a signal. gRPC has one for all signals; HTTP has a path for each, which may be that of another signal in
    /// the setting.</summary>
    public static Uri EndpointOf(Uri collector, OtlpExportProtocol protocol, string signal)
    {
        if (protocol == OtlpExportProtocol.Grpc)
            return collector;
        var address = collector.GetLeftPart(UriPartial.Path).TrimEnd('/');
        foreach (var path in SignalPaths)
        {
            if (address.EndsWith(path, StringComparison.OrdinalIgnoreCase))
                address = address[..^path.Length];
        }

        return new Uri($"{address}/v1/{signal}");
    }
}
