using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>The built gateway host as an operator runs it: a process that knows only its environment.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private HostProcess(int port, string assembly, string[] arguments, IEnumerable<(string Name, string Value)> environment)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var start = new ProcessStartInfo(DotnetCommand.Path) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", assembly, .. arguments])
            start.ArgumentList.Add(argument);
        // Settings of the machine the tests run on must not decide what the host does.
        foreach (var name in start.Environment.Keys.Except(Inherited, StringComparer.Ordinal).ToArray())
            start.Environment.Remove(name);
        start.Environment["SERVER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        // What has to be given outside Development; nobody listens there.
        start.Environment["JWT_JWKS_ENDPOINT"] = "http://127.0.0.1:1/jwks.json";
        start.Environment["JWT_ISSUER"] = "https://issuer.example";
        start.Environment["JWT_AUDIENCE"] = "tests";
        // Backends that live, which is all that readiness asks for.
        start.Environment["BACKEND_RESERVATION_API_GRPC_ADDRESS"] = LivenessOnlyBackend.Address;
        start.Environment["BACKEND_PAYMENT_API_GRPC_ADDRESS"] = LivenessOnlyBackend.Address;
        // A test that ends a host does not wait for load balancers to notice.
        start.Environment["SERVER_DRAIN_DELAY"] = "0s";
        // A busy machine is no store that is away, and no backend either.
        start.Environment["WaitingRoom__StoreTimeout"] = "00:00:05";
        start.Environment["Backends__ProbeTimeout"] = "10s";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        // What has to be said in Production.
        if (!start.Environment.ContainsKey("REDIS_ADDRESS"))
            start.Environment.TryAdd("STORE", "memory");

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Http = HttpVisitor.Client(Address);
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int Id => _process.Id;

    public QueueClient Queue => new(Http, atTheGateway: true);

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    private static string Built { get; } = ProjectPath.Of(typeof(HostProcess).Assembly, "GatewayHost");

    /// <summary>Starts it and waits until it answers.</summary>
    public static Task<HostProcess> StartAsync(params (string Name, string Value)[] environment) => StartAsync(Built, environment);

    /// <summary>The same with a gateway that lies elsewhere, as a published one does.</summary>
    public static async Task<HostProcess> StartAsync(string assembly, params (string Name, string Value)[] environment)
    {
        var host = new HostProcess(RedisServer.FreePort(), assembly, [], environment);
        await Eventually.IsTrueAsync(host.AnswersAsync);
        return host;
    }

    /// <summary>Starts it where it has to end by itself, and waits for that.</summary>
    public static Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, params (string Name, string Value)[] environment) =>
        RunAsync(Built, arguments, environment);

    /// <summary>The same with a gateway that lies elsewhere.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string assembly, string[] arguments, params (string Name, string Value)[] environment)
    {
        await using var host = new HostProcess(RedisServer.FreePort(), assembly, arguments, environment);
        using var patience = new CancellationTokenSource(Patience);
        await host._process.WaitForExitAsync(patience.Token);
        return (host._process.ExitCode, host.Output, host.Errors);
    }

    /// <summary>Asks it to end, as an orchestrator does; what it wrote is complete then.</summary>
    public async Task<int> StopAsync()
    {
        Signals.Send("-TERM", _process.Id);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it as the kernel would: no request may finish.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"The host ended with {_process.ExitCode}: {Errors}\n{Output}");
        try
        {
            using var answer = await Http.GetAsync(new Uri("/healthz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
