using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>The services behind the gateway.</summary>
internal sealed record BackendSettings
{
    public BackendSettings(SettingsReader reader)
    {
        Reservation = ReadEndpoint(
            reader,
            new("Backends:Reservation:Address", "BACKEND_RESERVATION_API_GRPC_ADDRESS", "The reservation service. In Development a sample takes its place."),
            new("Backends:Reservation:TlsEnabled", "BACKEND_RESERVATION_API_TLS_ENABLED", "Connects to the reservation service by TLS."),
            new("Backends:Reservation:Timeout", "BACKEND_RESERVATION_API_TIMEOUT", "The timeout of a call to it, retries included."),
            TimeSpan.FromMilliseconds(600));
        Payment = ReadEndpoint(
            reader,
            new("Backends:Payment:Address", "BACKEND_PAYMENT_API_GRPC_ADDRESS", "The payment service. In Development a sample takes its place."),
            new("Backends:Payment:TlsEnabled", "BACKEND_PAYMENT_API_TLS_ENABLED", "Connects to the payment service by TLS."),
            new("Backends:Payment:Timeout", "BACKEND_PAYMENT_API_TIMEOUT", "The timeout of a call to it, retries included."),
            TimeSpan.FromMilliseconds(400));
        ProbeTimeout = reader.Duration(
            new("Backends:ProbeTimeout", null, "The time for which /readyz waits for a backend."),
            TimeSpan.FromMilliseconds(250),
            TimeSpan.FromMilliseconds(10),
            TimeSpan.FromSeconds(10));
        StartsSamples = reader.IsDevelopment;
    }

    public BackendEndpoint Reservation { get; init; }

    public BackendEndpoint Payment { get; init; }

    /// <summary>The time for which readiness waits for each backend.</summary>
    public TimeSpan ProbeTimeout { get; init; }

    /// <summary>Whether a sample takes the place of a backend without an address.</summary>
    public bool StartsSamples { get; init; }

    private static BackendEndpoint ReadEndpoint(SettingsReader reader, Setting address, Setting tls, Setting timeout, TimeSpan defaultTimeout)
    {
        const string format = "host:port of the gRPC service";
        var scheme = reader.Boolean(tls, false) ? "https://" : "http://";
        var uri = reader.Value(address, format, text => Parse(text, scheme));
        if (uri is null && reader.Find(address) is null && !reader.IsDevelopment)
            reader.Refuse(address, format);
        return new BackendEndpoint(uri, reader.Duration(timeout, defaultTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)));
    }

    /// <summary>Accepts <c>host:port</c> or an HTTP address.</summary>
    private static Uri? Parse(string text, string scheme) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : scheme + text, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.PathAndQuery is "/" && uri.UserInfo.Length == 0
            ? uri
            : null;
}
