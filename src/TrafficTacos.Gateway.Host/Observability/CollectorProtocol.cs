using OpenTelemetry.Exporter;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>How a collector is spoken to, by its address alone. The samples compile this in: the same address means the same to
/// them.</summary>
internal static class CollectorProtocol
{
    /// <summary>The port on which collectors speak HTTP; on 4317 they speak gRPC.</summary>
    public const int HttpPort = 4318;

    /// <summary>The port tells; so does a path, which gRPC has none of.</summary>
    public static OtlpExportProtocol Of(Uri collector) =>
        collector.Port == HttpPort || collector.AbsolutePath.Length > 1 ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;

    /// <summary>Where a signal goes. gRPC knows the signal by its service; over HTTP each has a path of its own below the address.</summary>
    public static Uri EndpointOf(Uri collector, OtlpExportProtocol protocol, string signal) => protocol == OtlpExportProtocol.Grpc
        ? collector
        : new Uri($"{collector.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/{signal}");
}
