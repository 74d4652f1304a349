using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TrafficTacos.Gateway.Host.Observability;

namespace TrafficTacos.Samples.Hosting;

/// <summary>The spans of a sample that is a program of its own. Within the gateway's process they are the gateway's.</summary>
internal static class SampleTraces
{
    /// <summary>Where they go, as the gateway reads it.</summary>
    public const string CollectorVariable = "OBSERVABILITY_OTLP_ENDPOINT";

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
                    export.Protocol = CollectorProtocol.Of(collector);
                    export.Endpoint = CollectorProtocol.EndpointOf(collector, export.Protocol, "traces");
                }));
        return services;
    }
}
