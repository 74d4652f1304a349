using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Proxy.Tests;

/// <summary>The proxy as a container would run it: a process, configured by variables.</summary>
internal sealed class ProxyProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ProxyProcess(Process process, int port, int healthPort)
    {
        (_process, Address, HealthAddress) = (process, Local(port), Local(healthPort));
        _process.OutputDataReceived += (_, data) => _output.Enqueue(data.Data ?? "");
        _process.ErrorDataReceived += (_, data) => _output.Enqueue(data.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string Program { get; } = ProjectPath.Of(typeof(ProxyProcess).Assembly, "Proxy");

    public Uri Address { get; }

    public Uri HealthAddress { get; }

    public string Output => string.Join('\n', _output);

    /// <summary>Starts the program that was built, or another one, and waits until it is ready.</summary>
    public static async Task<ProxyProcess> StartAsync(IReadOnlyDictionary<string, string> settings, string? program = null)
    {
        var (port, healthPort) = (RedisServer.FreePort(), RedisServer.FreePort());
        var proxy = new ProxyProcess(
            Start(settings.Append(Setting("PROXY_PORT", port)).Append(Setting("PROXY_HEALTH_PORT", healthPort)), program ?? Program, []), port, healthPort);
        using var http = new HttpClient { BaseAddress = proxy.HealthAddress };
        try
        {
            await Eventually.IsTrueAsync(() => proxy.IsReadyAsync(http), what: "the proxy is ready");
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }

        return proxy;
    }

    /// <summary>Runs it to its end, as with settings that it refuses.</summary>
    public static async Task<(int Status, string Output)> RunAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Start(settings, Program, arguments);
        return await FinishedProcess.OfAsync(process, Patience);
    }

    public void Terminate() => Signals.Send("-TERM", _process.Id);

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Uri Local(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private static KeyValuePair<string, string> Setting(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));

    private static Process Start(IEnumerable<KeyValuePair<string, string>> settings, string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task<bool> IsReadyAsync(HttpClient http)
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The proxy ended with status {_process.ExitCode}:\n{Output}");
        try
        {
            using var response = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}
