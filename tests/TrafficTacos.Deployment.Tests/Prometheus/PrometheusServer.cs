using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Deployment.Tests.Prometheus;

/// <summary>One series that Prometheus answers with.</summary>
internal sealed record Series(IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>A real Prometheus with the repository's configuration and rules, but for whom it scrapes and how often.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traffictacos-prometheus-");
    private readonly HttpClient _http;
    private readonly Process _process;

    private PrometheusServer(Uri[] gateways, string redisExporter)
    {
        var port = RedisServer.FreePort();
        var configuration = Files.Read("prometheus", "prometheus.yml")
            .Replace("127.0.0.1:8000", gateways[0].Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8001", gateways[1].Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:9121", redisExporter, StringComparison.Ordinal)
            .Replace("_interval: 5s", "_interval: 1s", StringComparison.Ordinal);
        var path = Path.Combine(_folder.FullName, "prometheus.yml");
        File.WriteAllText(path, configuration);
        File.Copy(Files.Of("prometheus", "alerts.yml"), Path.Combine(_folder.FullName, "alerts.yml"));
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        _process = Tool.Start(
            "prometheus", "--config.file=" + path, "--storage.tsdb.path=" + Path.Combine(_folder.FullName, "data"),
            "--web.listen-address=" + address, "--log.level=error");
        // Nobody reads along, and a full pipe would stop it.
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _http = new HttpClient { BaseAddress = new Uri("http://" + address) };
    }

    /// <summary>Starts it, and waits until it has read both gateways.</summary>
    public static async Task<PrometheusServer> StartAsync(RedisExporter redis, params Uri[] gateways)
    {
        var server = new PrometheusServer(gateways, redis.Authority);
        await Eventually.IsTrueAsync(async () =>
        {
            try
            {
                return (await server.AskAsync("up{job=\"traffictacos-gateway\"} == 1")).Count == gateways.Length;
            }
            catch (HttpRequestException) when (!server._process.HasExited)
            {
                return false; // not listening yet, or not ready
            }
        });
        return server;
    }

    public async Task<IReadOnlyList<Series>> AskAsync(string expression)
    {
        using var answer = await _http.GetAsync(new Uri("/api/v1/query?query=" + Uri.EscapeDataString(expression), UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{expression}: {text}", null, answer.StatusCode);
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().Select(Read)];
    }

    /// <summary>The one number that an expression comes to; 0 when there is no series.</summary>
    public async Task<double> NumberAsync(string expression) => (await AskAsync(expression)).SingleOrDefault()?.Value ?? 0;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(true);
    }

    private static Series Read(JsonElement series) => new(
        series.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!, StringComparer.Ordinal),
        double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture));
}
