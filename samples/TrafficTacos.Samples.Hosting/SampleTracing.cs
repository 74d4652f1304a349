using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TrafficTacos.Samples.Hosting;

/// <summary>Sends the spans of a sample to a collector.</summary>
public static class SampleTracing
{
    /// <summary>The address of the collector, as the gateway names it.</summary>
    public const string AddressVariable = "OBSERVABILITY_OTLP_ENDPOINT";

    /// <summary>The protocol, as the gateway names it: <c>grpc</c> or <c>http/protobuf</c>.</summary>
    public const string ProtocolVariable = "OBSERVABILITY_OTLP_PROTOCOL";

    private const string HttpProtocol = "http/protobuf";
    private const int HttpPort = 4318;

    /// <summary>The caller decides whether a trace is sampled; a trace that begins here is.</summary>
    public static IServiceCollection AddSampleTracing(this IServiceCollection services, string name, Uri? collector, string? protocol)
    {
        if (collector is null)
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(name).AddEnvironmentVariableDetector())
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation()
                .AddSource("System.Net.Http")
                .AddOtlpExporter(export =>
                {
                    var isHttp = string.IsNullOrEmpty(protocol)
                        ? collector.Port == HttpPort || collector.AbsolutePath.Length > 1
                        : string.Equals(protocol, HttpProtocol, StringComparison.OrdinalIgnoreCase);
                    export.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                    export.Endpoint = isHttp ? new Uri($"{collector.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/traces") : collector;
                }));
        return services;
    }
}
