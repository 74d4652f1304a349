using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace TrafficTacos.Testing;

/// <summary>A redis-server process of the tests' own, on a free loopback port, without persistence.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("traffictacos-redis-").FullName;
    private readonly string[] _options;
    private Process _process;

    private RedisServer(int port, string[] options)
    {
        Port = port;
        _options = options;
        _process = Launch();
    }

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>Whether a redis-server can be started on this machine.</summary>
    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <param name="options">More arguments of redis-server, for example <c>--cluster-enabled yes</c>.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        var server = new RedisServer(FreePort(), options);
        await server.WaitUntilUpAsync();
        return server;
    }

    /// <summary>Ends the process as a power cut would; whatever it held is lost.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops it where it stands, connections open, until what is returned is disposed.</summary>
    public FrozenProcess Freeze() => FrozenProcess.Freeze(_process);

    /// <summary>Starts it again on the same port and in the same folder: empty, unless its options keep what it holds.</summary>
    public async Task RestartAsync()
    {
        _process = Launch();
        await WaitUntilUpAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        Directory.Delete(_folder, true);
        return ValueTask.CompletedTask;
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("redis-server") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = _folder };
        string[] arguments =
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. _options,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private async Task WaitUntilUpAsync()
    {
        // The client's own connect loop does the waiting.
        var configuration = ConfigurationOptions.Parse(Address);
        configuration.ConnectRetry = 50;
        configuration.ConnectTimeout = 200;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(configuration);
        await connection.GetDatabase().PingAsync();
    }
}
