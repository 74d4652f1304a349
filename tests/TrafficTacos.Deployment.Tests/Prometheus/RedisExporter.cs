using System.Diagnostics;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Deployment.Tests.Prometheus;

/// <summary>Debian's redis_exporter beside a Redis: what the dashboard's last row and two alerts ask for. Meanwhile that Redis has a
/// limit of its memory; without one there is nothing to draw of it.</summary>
internal sealed class RedisExporter : IAsyncDisposable
{
    private const string Limit = "maxmemory";

    private readonly IServer _redis;
    private readonly string _before;
    private readonly Process _process;

    private RedisExporter(IServer redis, string address, string before)
    {
        _redis = redis;
        _before = before;
        Authority = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{RedisServer.FreePort()}");
        _process = Tool.Start("prometheus-redis-exporter", $"--redis.addr=redis://{address}", "--web.listen-address=" + Authority);
        // Nobody reads along, and a full pipe would stop it.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Authority { get; }

    public static async Task<RedisExporter> StartAsync(RedisFixture redis)
    {
        var server = redis.Connection.GetServers()[0];
        var before = (await server.ConfigGetAsync(Limit)).Single().Value;
        await server.ConfigSetAsync(Limit, "1gb");
        return new RedisExporter(server, redis.Address.Split(',')[0], before);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        await _redis.ConfigSetAsync(Limit, _before);
    }
}
