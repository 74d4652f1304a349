using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Tools.Processes;

/// <summary>Runs the gateway host as a separate process, as in production: on a free loopback port and configured by environment
/// variables.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private GatewayProcess(ProcessStartInfo start, int port)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        _process.OutputDataReceived += (_, data) => _output.Enqueue(data.Data ?? "");
        _process.ErrorDataReceived += (_, data) => _output.Enqueue(data.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>The standard output and standard error so far, for the message of a failed test.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the process and waits until it is ready.</summary>
    /// <param name="host">The path of the host's assembly, beside its runtimeconfig.json.</param>
    /// <param name="settings">Environment variables, for example <c>WaitingRoom__AdmissionsPerSecond</c>.</param>
    /// <param name="startup">The path of an assembly with a hosting startup that adds test endpoints, beside a deps.json that lists the
    /// host's assemblies too; null for none.</param>
    /// <param name="addressVariable">For another program than the gateway: the environment variable that gets its address.</param>
    /// <param name="port">The port, for a process that takes the place of another one; null for a free one.</param>
    public static async Task<GatewayProcess> StartAsync(
        string host, IReadOnlyDictionary<string, string> settings, string? startup = null, string? addressVariable = null, int? port = null)
    {
        port ??= RedisServer.FreePort();
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        if (startup is not null)
        {
            start.ArgumentList.Add("--depsfile");
            start.ArgumentList.Add(Path.ChangeExtension(startup, ".deps.json"));
            start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = Path.GetFileNameWithoutExtension(startup);
        }

        start.ArgumentList.Add(host);
        start.Environment["SERVER_PORT"] = port.Value.ToString(CultureInfo.InvariantCulture);
        if (addressVariable is not null)
            start.Environment[addressVariable] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        start.Environment["LOG_LEVEL"] = "warn";
        // Development accepts the load-test token and starts the sample backends. All load comes from one address.
        start.Environment["SERVER_ENVIRONMENT"] = "Development";
        start.Environment["RATE_LIMIT_ENABLED"] = "false";
        // Several gateways share one small machine: the server garbage collector would only cost memory.
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var gateway = new GatewayProcess(start, port.Value);
        try
        {
            await gateway.WaitUntilReadyAsync();
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }

        return gateway;
    }

    /// <summary>Sends SIGTERM, as an orchestrator does, and returns at once. The process exits after it has drained.</summary>
    public void Terminate() => Signals.Send("-TERM", _process.Id);

    /// <summary>Waits until the process exits and returns its exit status.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>The process stands still until the result is disposed of.</summary>
    public FrozenProcess Freeze() => FrozenProcess.Freeze(_process);

    /// <summary>Kills the process with SIGKILL: it cannot finish any request.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var timeout = new CancellationTokenSource(StartTimeout);
        // Another process raises no event here, so its port is polled.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReadyAsync(client, timeout.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The gateway exited with status {_process.ExitCode}:\n{Output}");
            await timer.WaitForNextTickAsync(timeout.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}
