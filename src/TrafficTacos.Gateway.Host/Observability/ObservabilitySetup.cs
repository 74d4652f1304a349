using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Diagnostics;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Traces, metrics and the line of each request, put together.</summary>
internal static class ObservabilitySetup
{
    /// <summary>A collector that hangs is given up after this; what waits meanwhile is bounded, and the rest is dropped.</summary>
    private const int Patience = 5_000;

    public static void AddGatewayObservability(this IServiceCollection services, ObservabilitySettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<RequestMetrics>();
        if (!settings.Traces && !settings.MetricsEnabled)
            return;
        var telemetry = services.AddOpenTelemetry().ConfigureResource(Describe);
        // .NET itself reads and writes the context; the default would read all headers once more, for baggage.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        if (settings.Traces)
            telemetry.WithTracing(traces => Configure(traces, settings));
        if (settings.MetricsEnabled)
            telemetry.WithMetrics(metrics => Configure(metrics, settings));
    }

    /// <summary>First of all, so that what fails anywhere is seen as it is answered.</summary>
    public static void UseRequestObserver(this IApplicationBuilder app) => app.UseMiddleware<RequestObserver>();

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var settings = app.ServiceProvider.GetRequiredService<ObservabilitySettings>();
        if (settings.MetricsEnabled)
            // The exporter's own endpoint would take every method.
            IgnoresToken.On(app.MapPrometheusScrapingEndpoint(settings.MetricsPath)).WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).DisableRateLimiting();
    }

    private static void Configure(TracerProviderBuilder traces, ObservabilitySettings settings)
    {
        traces
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRate)))
            .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !settings.IsProbe(context.Request.Path))
            .AddWaitingRoomInstrumentation()
            .AddSource(SpanNames.RpcSource, HttpClientSource)
            .AddProcessor(new SpanNames())
            .AddOtlpExporter(export => Configure(export, settings, "traces"));
    }

    /// <summary>Of .NET itself: the span that goes along with a call, inside that of the RPC.</summary>
    private const string HttpClientSource = "System.Net.Http";

    private static void Configure(MeterProviderBuilder metrics, ObservabilitySettings settings)
    {
        metrics
            .AddWaitingRoomInstrumentation()
            .AddMeter(GatewayTelemetry.MeterName)
            .AddPrometheusExporter();
        if (settings.Collector is null)
            return;
        // Prometheus' own format has none here; a collector passes them on.
        metrics.SetExemplarFilter(ExemplarFilterType.TraceBased);
        metrics.AddOtlpExporter(export => Configure(export, settings, "metrics"));
    }

    private static void Configure(OtlpExporterOptions export, ObservabilitySettings settings, string signal)
    {
        export.Protocol = settings.Protocol;
        export.Endpoint = OtlpProtocol.EndpointOf(settings.Collector!, settings.Protocol, signal);
        export.TimeoutMilliseconds = Patience;
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService(GatewayTelemetry.ServiceName, serviceVersion: GatewayVersion.Release).AddEnvironmentVariableDetector();
}
