using OpenTelemetry.Exporter;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Routing;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>Traces and metrics.</summary>
internal sealed class ObservabilitySettings
{
    private const string DefaultMetricsPath = "/metrics";

    private static readonly Dictionary<string, OtlpExportProtocol> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["grpc"] = OtlpExportProtocol.Grpc,
        ["http/protobuf"] = OtlpExportProtocol.HttpProtobuf,
    };

    public ObservabilitySettings(SettingsReader reader)
    {
        Collector = reader.Value(
            new("Observability:OtlpEndpoint", "OBSERVABILITY_OTLP_ENDPOINT", "The OTLP collector of traces and metrics. Without it nothing is sent."),
            "the address of a collector such as http://collector:4317, without a password",
            ParseCollector,
            mayHoldSecret: true);
        Protocol = reader.Choice(
            new("Observability:OtlpProtocol", "OBSERVABILITY_OTLP_PROTOCOL", "The protocol of the collector."),
            Protocols,
            "http/protobuf if the address has port 4318 or a path, else grpc") ?? (Collector is null ? OtlpExportProtocol.Grpc : OtlpProtocol.Of(Collector));
        TracingEnabled = reader.Boolean(new("Observability:TracingEnabled", "OBSERVABILITY_TRACING_ENABLED", "Sends traces."), true);
        SampleRate = reader.Fraction(
            new("Observability:SampleRate", "OBSERVABILITY_SAMPLE_RATE", "The fraction of traces that is sampled."), 0.1);
        TrustCaller = reader.Boolean(
            new("Observability:TrustCaller", "OBSERVABILITY_TRUST_CALLER", "Whether callers decide which traces are sampled, and may send baggage. Only if every caller is your own."), false);
        MetricsEnabled = reader.Boolean(new("Observability:MetricsEnabled", "OBSERVABILITY_METRICS_ENABLED", "Measures and serves metrics."), true);
        MetricsPath = reader.Value(
            new("Observability:MetricsPath", "OBSERVABILITY_METRICS_PATH", "The path of the metrics for Prometheus."),
            "a path such as /metrics that the gateway does not use otherwise",
            path => IsMetricsPath(path) ? path : null,
            DefaultMetricsPath) ?? DefaultMetricsPath;
    }

    /// <summary>Where traces and metrics are sent; null sends nothing.</summary>
    public Uri? Collector { get; init; }

    public OtlpExportProtocol Protocol { get; init; }

    public bool TracingEnabled { get; init; }

    /// <summary>Whether the sampling decision and the baggage of callers count. Otherwise only their trace id does.</summary>
    public bool TrustCaller { get; init; }

    /// <summary>From 0 to 1, for traces that begin here, and for those of callers that are not trusted.</summary>
    public double SampleRate { get; init; }

    public bool MetricsEnabled { get; init; }

    /// <summary>Where Prometheus scrapes.</summary>
    public string MetricsPath { get; init; }

    /// <summary>Whether traces are recorded.</summary>
    public bool Traces => TracingEnabled && Collector is not null;

    /// <summary>Whether a path is requested every few seconds by an orchestrator or Prometheus.</summary>
    public bool IsProbe(PathString path) =>
        SystemPaths.Contain(path) || string.Equals(path.Value, MetricsPath, StringComparison.OrdinalIgnoreCase);

    /// <summary>Accepts <c>host:port</c> or an HTTP address.</summary>
    private static Uri? ParseCollector(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address is { Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0 }
            ? address
            : null;

    /// <summary>Two endpoints at one path would make every request for it an error.</summary>
    private static bool IsMetricsPath(string path) =>
        path.Length > 1 && path[0] == '/' && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.')
        && !new PathString(path).StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && (!SystemPaths.Contain(path) || new PathString(path).StartsWithSegments(DefaultMetricsPath, StringComparison.OrdinalIgnoreCase));
}
