using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>A real HAProxy in front of the shop's processes: it ends TLS, takes turns between them, and answers 503 with a page of its own
/// when none is there. A check may take as long as the waiting room waits for Redis. Under another host name it is a bank, whose form goes
/// back to the shop.</summary>
internal sealed class TlsProxy : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-proxy-").FullName;
    private readonly int _port = RedisServer.FreePort();
    private readonly int _plainPort = RedisServer.FreePort();
    private Process? _process;

    /// <summary>The shop, for a browser.</summary>
    public string Shop => Address("https://localhost", _port);

    /// <summary>The bank: another site.</summary>
    public string Bank => Address("https://127.0.0.1", _port) + "bank";

    /// <summary>The same shop without TLS, for clients that check certificates.</summary>
    public Uri Plain => new(Address("http://127.0.0.1", _plainPort));

    public async Task StartAsync(IEnumerable<Uri> shops)
    {
        WriteCertificate();
        var configuration = Path.Combine(_folder, "haproxy.cfg");
        var servers = shops.Select((shop, i) => string.Create(CultureInfo.InvariantCulture, $"    server shop{i} {shop.Authority}"));
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            defaults
                mode http
                option forwardfor
                timeout connect 2s
                timeout client 30s
                timeout server 30s
                timeout check 5s
                option httpchk GET /readyz
                default-server check inter 200ms fall 1 rise 1
            frontend visitors
                bind 127.0.0.1:{_port} ssl crt {Path.Combine(_folder, "localhost.pem")}
                bind 127.0.0.1:{_plainPort}
                http-request set-header X-Forwarded-Proto https if {"{ ssl_fc }"}
                http-request return status 200 content-type text/html string "<h1>Bank</h1><form method=post action={Shop}Checkout/Paid><input name=reference value=B7><button>Pay</button></form>" if {"{ path /bank }"}
                default_backend shops
            backend shops
            {string.Join('\n', servers)}

            """));
        var start = new ProcessStartInfo("haproxy", ["-db", "-f", configuration]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Debian puts haproxy where only root's PATH looks.
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin";
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException("These tests need haproxy: run ./test.sh, which installs it.", exception);
        }

        using var http = new HttpClient { BaseAddress = Plain };
        await Eventually.IsTrueAsync(async () =>
        {
            if (_process.HasExited)
                throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());
            try
            {
                return (await http.GetAsync(new Uri("/readyz", UriKind.Relative))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, true);
    }

    private static string Address(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}/");

    private void WriteCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddHours(1));
        File.WriteAllText(Path.Combine(_folder, "localhost.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
