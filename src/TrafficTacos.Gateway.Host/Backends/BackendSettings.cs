using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>A service behind the gateway.</summary>
/// <param name="Address">Where it is; null, which only Development allows, lets the gateway start the sample.</param>
/// <param name="Timeout">How long a call may take, retries included.</param>
internal sealed record BackendSettings(Uri? Address, TimeSpan Timeout)
{
    public const string ReservationAddressKey = "Backends:Reservation:Address";
    public const string ReservationTlsKey = "Backends:Reservation:TlsEnabled";
    public const string ReservationTimeoutKey = "Backends:Reservation:Timeout";
    public const string PaymentAddressKey = "Backends:Payment:Address";
    public const string PaymentTlsKey = "Backends:Payment:TlsEnabled";
    public const string PaymentTimeoutKey = "Backends:Payment:Timeout";
    public const string ProbeTimeoutKey = "Backends:ProbeTimeout";

    /// <summary>How long readiness waits for either of them.</summary>
    public static readonly TimeSpan DefaultProbeTimeout = TimeSpan.FromMilliseconds(250);

    public static BackendSettings ReadReservation(SettingsReader reader, IHostEnvironment environment) =>
        Read(reader, environment, ReservationAddressKey, ReservationTlsKey, ReservationTimeoutKey, TimeSpan.FromMilliseconds(600));

    public static BackendSettings ReadPayment(SettingsReader reader, IHostEnvironment environment) =>
        Read(reader, environment, PaymentAddressKey, PaymentTlsKey, PaymentTimeoutKey, TimeSpan.FromMilliseconds(400));

    public static TimeSpan ReadProbeTimeout(SettingsReader reader) =>
        reader.Duration(ProbeTimeoutKey, DefaultProbeTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10));

    private static BackendSettings Read(
        SettingsReader reader, IHostEnvironment environment, string addressKey, string tlsKey, string timeoutKey, TimeSpan timeout)
    {
        var tls = reader.Flag(tlsKey);
        var address = reader.Text(addressKey) is { } text ? Parse(text, tls) : null;
        if (address is null && (reader.Text(addressKey) is not null || !environment.IsDevelopment()))
            reader.Refuse(addressKey, "host:port of the gRPC service");
        return new BackendSettings(address, reader.Duration(timeoutKey, timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)));
    }

    /// <summary><c>host:port</c> as the origin writes it, or a whole http(s) address.</summary>
    private static Uri? Parse(string text, bool tls)
    {
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : (tls ? "https://" : "http://") + text;
        return Uri.TryCreate(whole, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery is "/" && uri.UserInfo.Length == 0
            ? uri
            : null;
    }
}
