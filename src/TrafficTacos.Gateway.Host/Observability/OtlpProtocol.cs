using OpenTelemetry.Exporter;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>How to reach an OTLP collector, by its address.</summary>
internal static class OtlpProtocol
{
    /// <summary>The usual port of collectors for HTTP. The one for gRPC is 4317.</summary>
    public const int HttpPort = 4318;

    /// <summary>The protocol that the port implies. An address with a path is HTTP too, because gRPC has no path.</summary>
    public static OtlpExportProtocol Of(Uri collector) =>
        collector.Port == HttpPort || collector.AbsolutePath.Length > 1 ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;

    /// <summary>The address for a signal. gRPC has one for all signals; HTTP has a path for each.</summary>
    public static Uri EndpointOf(Uri collector, OtlpExportProtocol protocol, string signal) => protocol == OtlpExportProtocol.Grpc
        ? collector
        : new Uri($"{collector.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/{signal}");
}
