using System.Diagnostics;
using System.Globalization;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Deployment.Tests.Shutdown;

/// <summary>A real HAProxy before the gateways, as a cloud's load balancer stands there: it asks for readiness, keeps
/// connections, and repeats nothing, so that every failure is seen.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _configuration;

    private Proxy(Process process, string configuration, int port)
    {
        _process = process;
        _configuration = configuration;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    public Uri Address { get; }

    public static async Task<Proxy> StartAsync(params Uri[] gateways)
    {
        var port = RedisServer.FreePort();
        var servers = gateways.Select((gateway, i) => string.Create(CultureInfo.InvariantCulture, $"    server gateway{i} {gateway.Authority}"));
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, string.Create(CultureInfo.InvariantCulture, $"""
            defaults
                mode http
                retries 0
                timeout connect 2s
                timeout client 30s
                timeout server 30s
                http-reuse always
                option httpchk GET /readyz
                http-check expect status 200
                default-server check inter 200ms fall 1 rise 1
            frontend visitors
                bind 127.0.0.1:{port}
                default_backend gateways
            backend gateways
            {string.Join('\n', servers)}

            """));
        var proxy = new Proxy(Tool.Start("haproxy", "-db", "-f", path), path, port);
        using var http = new HttpClient();
        await Eventually.IsTrueAsync(async () =>
        {
            if (proxy._process.HasExited)
                throw new InvalidOperationException(await proxy._process.StandardError.ReadToEndAsync());
            try
            {
                return (await http.GetAsync(new Uri(proxy.Address, "/healthz"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        });
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(_configuration);
    }
}
