using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>BACKEND_*: where the services behind the gateway are, whether by TLS, and how long they may take.</summary>
public sealed class BackendSettingTests
{
    private const string Reservation = "/api/v1/reservations/rsv-1";
    private const string Payment = "/api/v1/payment/pi-1/status";

    /// <summary>Where the load test's tokens say who somebody is.</summary>
    private static readonly (string Name, string Value) Development = ("SERVER_ENVIRONMENT", "Development");

    [Theory]
    [InlineData(600, 400)]
    [InlineData(20_000, 1_500, "BACKEND_RESERVATION_API_TIMEOUT", "20s", "BACKEND_PAYMENT_API_TIMEOUT", "1500ms")]
    public async Task Each_backend_is_told_its_own_timeout(int ofReservations, int ofPayments, params string[] settings)
    {
        await using var reservations = (await ScriptedBackend.StartAsync()).Works();
        await using var payments = (await ScriptedBackend.StartAsync()).Works();
        await using var host = await HostProcess.StartAsync(
            [Development, At("RESERVATION", reservations), At("PAYMENT", payments), .. settings.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.InRange(await ToldAsync(host, Reservation, reservations), ofReservations / 2, ofReservations);
        Assert.InRange(await ToldAsync(host, Payment, payments), ofPayments / 2, ofPayments);
        Assert.All(reservations.Calls, call => Assert.Equal("GetReservation", call.Method));
        Assert.All(payments.Calls, call => Assert.Equal("GetPaymentStatus", call.Method));
    }

    [Theory]
    [InlineData("RESERVATION", Reservation)]
    [InlineData("PAYMENT", Payment)]
    public async Task Each_backend_can_be_asked_by_TLS(string name, string path)
    {
        using var files = new TlsFiles();
        using var certificate = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
        await using var backend = (await ScriptedBackend.StartAsync(certificate: certificate)).Works();
        (string, string)[] settings =
            [Development, At(name, backend), ($"BACKEND_{name}_API_TIMEOUT", "20s"), ("SSL_CERT_FILE", files.Certificate)];

        await using (var plain = await HostProcess.StartAsync(settings))
            Assert.StartsWith("UPSTREAM_", (await AskAsync(plain, path)).ErrorCode, StringComparison.Ordinal);
        Assert.Empty(backend.Calls);
        await using var host = await HostProcess.StartAsync([.. settings, ($"BACKEND_{name}_API_TLS_ENABLED", "true")]);
        (await AskAsync(host, path)).Should(HttpStatusCode.OK);
    }

    private static (string Name, string Value) At(string name, ScriptedBackend backend) => ($"BACKEND_{name}_API_GRPC_ADDRESS", backend.Address.Authority);

    private static Task<Answer> AskAsync(HostProcess host, string path) =>
        host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, path).With("Authorization", "Bearer load-test-bypass-token").With("X-Load-Test-User", Replies.User));

    /// <summary>The milliseconds in the backend's own request, whole seconds or not; a process that has only begun may need another try.</summary>
    private static async Task<int> ToldAsync(HostProcess host, string path, ScriptedBackend backend)
    {
        await Eventually.IsTrueAsync(async () => (await AskAsync(host, path)).Status is HttpStatusCode.OK);
        var told = backend.Calls.Last().Headers["grpc-timeout"];
        return int.Parse(told[..^1], CultureInfo.InvariantCulture) * (told[^1] is 'S' ? 1000 : 1);
    }
}
