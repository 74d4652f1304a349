using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Testing;

/// <summary>The built gateway host as a process of its own, as it runs in production: on a free loopback port, told everything
/// by its environment.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private GatewayProcess(ProcessStartInfo start, int port)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _process = Process.Start(start) ?? throw new InvalidOperationException("The gateway did not start.");
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What it wrote so far, for the message of a test that fails.</summary>
    public string Output => string.Join('\n', _output);

    /// <param name="host">Path of the host's assembly; its runtimeconfig.json is beside it.</param>
    /// <param name="settings">Environment variables: REDIS_ADDRESS, WaitingRoom__RefillPerSecond, …</param>
    /// <param name="startup">Path of one more assembly with a hosting startup, which adds endpoints of the tests' own; its
    /// deps.json is beside it and lists the host's assemblies too. Null for the host as it is.</param>
    public static async Task<GatewayProcess> StartAsync(string host, IReadOnlyDictionary<string, string> settings, string? startup = null)
    {
        var port = RedisServer.FreePort();
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        if (startup is not null)
        {
            start.ArgumentList.Add("--depsfile");
            start.ArgumentList.Add(Path.ChangeExtension(startup, ".deps.json"));
            start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = Path.GetFileNameWithoutExtension(startup);
        }

        start.ArgumentList.Add(host);
        start.Environment["SERVER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["LOG_LEVEL"] = "warn";
        // Development brings the development tokens and the sample backends; a crowd that comes from one address is no abuse here.
        start.Environment["SERVER_ENVIRONMENT"] = "Development";
        start.Environment["RATE_LIMIT_ENABLED"] = "false";
        // Several gateways share one small machine here: a heap for each core of each would only cost memory.
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var gateway = new GatewayProcess(start, port);
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

    /// <summary>Asks it to end, as an orchestrator does, and returns at once; it may go on for as long as it drains.</summary>
    public void Terminate() => Signals.Send("-TERM", _process.Id);

    /// <summary>Its exit status, when it has ended.</summary>
    public async Task<int> EndAsync(CancellationToken patience)
    {
        await _process.WaitForExitAsync(patience);
        return _process.ExitCode;
    }

    /// <summary>Ends the process as the kernel would: no signal it could act on, no request that may finish.</summary>
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
        using var patience = new CancellationTokenSource(StartTime);
        // A process of another program: there is no event to wait for, only its port to ask.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReadyAsync(client, patience.Token))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The gateway ended with {_process.ExitCode}:\n{Output}");
            await pace.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken patience)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("/readyz", UriKind.Relative), patience);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
    }
}
