using OpenTelemetry.Exporter;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>What the gateway reports, and to whom.</summary>
/// <param name="Collector">Where traces and metrics are sent; null sends nothing.</param>
/// <param name="Protocol">How.</param>
/// <param name="Tracing">Whether there are traces. Default true; without a collector there are none.</param>
/// <param name="SampleRate">The part of the traces that is kept where the caller has not decided, from 0 to 1. Default 0.1.</param>
/// <param name="Metrics">Whether anything is measured. Default true.</param>
/// <param name="MetricsPath">Where Prometheus reads. Default <c>/metrics</c>.</param>
internal sealed record ObservabilitySettings(
    Uri? Collector, OtlpExportProtocol Protocol, bool Tracing, double SampleRate, bool Metrics, string MetricsPath)
{
    public const string TracingKey = "Observability:TracingEnabled";
    public const string CollectorKey = "Observability:OtlpEndpoint";
    public const string ProtocolKey = "Observability:OtlpProtocol";
    public const string SampleRateKey = "Observability:SampleRate";
    public const string MetricsKey = "Observability:MetricsEnabled";
    public const string MetricsPathKey = "Observability:MetricsPath";

    private const double DefaultRate = 0.1;
    private const string DefaultPath = "/metrics";

    private static readonly Dictionary<string, OtlpExportProtocol> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["grpc"] = OtlpExportProtocol.Grpc,
        ["http/protobuf"] = OtlpExportProtocol.HttpProtobuf,
    };

    public bool Traces => Tracing && Collector is not null;

    public static ObservabilitySettings Read(SettingsReader reader)
    {
        var collector = ReadCollector(reader);
        var protocol = reader.Choice(ProtocolKey, Protocols)
            ?? (collector is null ? OtlpExportProtocol.Grpc : CollectorProtocol.Of(collector));
        return new ObservabilitySettings(
            collector,
            protocol,
            reader.Flag(TracingKey, true),
            reader.Fraction(SampleRateKey, DefaultRate),
            reader.Flag(MetricsKey, true),
            ReadPath(reader));
    }

    /// <summary>Probes and scrapes come every few seconds for ever, and say nothing new.</summary>
    public bool IsProbe(PathString path) =>
        ExemptPaths.Contains(path) || string.Equals(path.Value, MetricsPath, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a signal goes.</summary>
    public Uri EndpointOf(string signal) => CollectorProtocol.EndpointOf(Collector!, Protocol, signal);

    /// <summary><c>host:port</c>, as the origin writes addresses, or a whole http(s) address.</summary>
    private static Uri? ReadCollector(SettingsReader reader)
    {
        if (reader.Text(CollectorKey) is not { } text)
            return null;
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        if (Uri.TryCreate(whole, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0 })
            return address;
        reader.Refuse(CollectorKey, "the address of a collector such as http://collector:4317, without a password in it", mayHoldSecret: true);
        return null;
    }

    private static string ReadPath(SettingsReader reader)
    {
        var path = reader.Text(MetricsPathKey) ?? DefaultPath;
        if (path.Length > 1 && path[0] == '/' && path.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.') && !IsTaken(path))
            return path;
        reader.Refuse(MetricsPathKey, "a path such as /metrics, and none of the gateway's others");
        return DefaultPath;
    }

    /// <summary>Two endpoints at one path would be an error at each request for it, a probe's among them.</summary>
    private static bool IsTaken(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || (ExemptPaths.Contains(path) && !path.StartsWithSegments(DefaultPath, StringComparison.OrdinalIgnoreCase));
}
