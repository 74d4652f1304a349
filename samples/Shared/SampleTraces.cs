using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TrafficTacos.Samples.Hosting;

/// <summary>The spans of a sample that is a program of its own. Within the gateway's process they are the gateway's.</summary>
internal static class SampleTraces
{
    /// <summary>Where they go, as the gateway reads it.</summary>
    public const string CollectorVariable = "OBSERVABILITY_OTLP_ENDPOINT";

    /// <summary>The port on which collectors speak HTTP; on 4317 they speak gRPC.</summary>
    private const int HttpPort = 4318;

    /// <summary>Whether a trace is kept the gateway has decided; one that begins here is kept.</summary>
    public static IServiceCollection AddSampleTraces(this IServiceCollection services, string name, Uri? collector)
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
                    var http = collector.Port == HttpPort || collector.AbsolutePath.Length > 1;
                    export.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                    export.Endpoint = http ? new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/traces") : collector;
                }));
        return services;
    }
}
