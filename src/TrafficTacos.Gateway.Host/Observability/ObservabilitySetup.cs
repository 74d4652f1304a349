using System.Diagnostics;
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

/// <summary>Traces, metrics and the log line of each request.</summary>
internal static class ObservabilitySetup
{
    /// <summary>The timeout of an export. What waits for a collector that hangs is bounded, and the rest is dropped.</summary>
    private const int ExportTimeoutMilliseconds = 5_000;

    /// <summary>The spans of .NET's HTTP client, inside those of the gRPC client.</summary>
    private const string HttpClientSource = "System.Net.Http";

    /// <summary>Meters of .NET and of libraries: the runtime, connections, retries and circuit breakers. The one of
    /// Microsoft.AspNetCore.Hosting is left out, because <see cref="RequestMetrics"/> already measures requests.</summary>
    private static readonly string[] PlatformMeters = ["System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Polly"];

    /// <summary>Instruments of these meters that are left out: backend.call.duration measures the same in seconds, and Prometheus' linter
    /// rejects the names of the others.</summary>
    private static readonly string[] DroppedInstruments =
    [
        "resilience.polly.pipeline.duration", "resilience.polly.strategy.attempt.duration",
        "dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count",
    ];

    public static void AddGatewayObservability(this IServiceCollection services, ObservabilitySettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<RequestMetrics>();
        if (!settings.TrustCaller)
            services.AddSingleton<DistributedContextPropagator, UntrustedCallerPropagator>();
        if (!settings.Traces && !settings.MetricsEnabled)
            return;
        if (settings.Collector is not null)
            services.AddHostedService<CollectorFailures>();
        var telemetry = services.AddOpenTelemetry().ConfigureResource(Describe);
        // .NET itself reads and writes the context. The default propagator would parse all headers again, for baggage.
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        if (settings.Traces)
            telemetry.WithTracing(traces => Configure(traces, settings));
        if (settings.MetricsEnabled)
            telemetry.WithMetrics(metrics => Configure(metrics, settings));
    }

    /// <summary>Use it first, so that it sees each response as the client does.</summary>
    public static void UseRequestTelemetry(this IApplicationBuilder app) => app.UseMiddleware<RequestTelemetryMiddleware>();

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var settings = app.ServiceProvider.GetRequiredService<ObservabilitySettings>();
        if (settings.MetricsEnabled)
            // The exporter's endpoint accepts any method otherwise.
            app.MapPrometheusScrapingEndpoint(settings.MetricsPath).IgnoreBearerToken().WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).DisableRateLimiting();
    }

    private static void Configure(TracerProviderBuilder traces, ObservabilitySettings settings) => traces
        .SetSampler(SamplerOf(settings))
        .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !settings.IsProbe(context.Request.Path))
        .AddWaitingRoomInstrumentation()
        .AddSource(SpanNameProcessor.RpcSource, HttpClientSource)
        .AddProcessor(new SpanNameProcessor())
        .AddOtlpExporter(export => Configure(export, settings, "traces"));

    /// <summary>Within the gateway the span of the request decides for those inside it.</summary>
    private static ParentBasedSampler SamplerOf(ObservabilitySettings settings)
    {
        if (settings.TrustCaller)
            return new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRate));
        var random = new RandomSampler(settings.SampleRate);
        return new ParentBasedSampler(random, remoteParentSampled: random, remoteParentNotSampled: random);
    }

    private static void Configure(MeterProviderBuilder metrics, ObservabilitySettings settings)
    {
        metrics
            .AddWaitingRoomInstrumentation()
            .AddMeter(GatewayTelemetry.MeterName)
            .AddMeter(PlatformMeters)
            .AddView(instrument => DroppedInstruments.Contains(instrument.Name, StringComparer.Ordinal) ? MetricStreamConfiguration.Drop : null)
            .AddPrometheusExporter();
        if (settings.Collector is null)
            return;
        // The Prometheus exporter has no exemplars; a collector passes them on.
        metrics.SetExemplarFilter(ExemplarFilterType.TraceBased);
        metrics.AddOtlpExporter(export => Configure(export, settings, "metrics"));
    }

    private static void Configure(OtlpExporterOptions export, ObservabilitySettings settings, string signal)
    {
        export.Protocol = settings.Protocol;
        export.Endpoint = OtlpProtocol.EndpointOf(settings.Collector!, settings.Protocol, signal);
        export.TimeoutMilliseconds = ExportTimeoutMilliseconds;
    }

    private static void Describe(ResourceBuilder resource) =>
        resource.AddService(GatewayTelemetry.ServiceName, serviceVersion: GatewayVersion.Release).AddEnvironmentVariableDetector();
}
