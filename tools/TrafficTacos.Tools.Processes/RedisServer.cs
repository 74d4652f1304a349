using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace TrafficTacos.Tools.Processes;

/// <summary>Runs a redis-server process on a free loopback port, without persistence.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

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

    /// <summary>Whether redis-server is on the PATH.</summary>
    public static bool IsInstalled =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <summary>Starts the process and waits until it responds.</summary>
    /// <param name="options">Additional arguments of redis-server, for example <c>--cluster-enabled yes</c>. A first one without hyphens
    /// is a configuration file.</param>
    public static async Task<RedisServer> StartAsync(params string[] options)
    {
        var server = new RedisServer(FreePort(), options);
        try
        {
            await server.WaitUntilUpAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    /// <summary>Kills the process with SIGKILL. Data that is not persisted is lost.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops the process with open connections until the returned object is disposed.</summary>
    public FrozenProcess Freeze() => FrozenProcess.Freeze(_process);

    /// <summary>Starts the process again on the same port and in the same folder. It is empty unless its options enable persistence.</summary>
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

    /// <summary>Whether any key matches a glob pattern.</summary>
    public async Task<bool> HasKeyAsync(string pattern)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Address);
        await foreach (var _ in connection.GetServer(Address).KeysAsync(pattern: pattern))
            return true;
        return false;
    }

    /// <summary>Runs a command, with a connection of its own.</summary>
    public async Task<RedisResult> ExecuteAsync(string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Address + ",allowAdmin=true");
        return await connection.GetServer(Address).ExecuteAsync(command, arguments);
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("redis-server") { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = _folder };
        var files = _options.TakeWhile(option => !option.StartsWith("--", StringComparison.Ordinal)).ToArray();
        string[] arguments =
        [
            .. files, "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. _options[files.Length..],
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
        var start = TimeProvider.System.GetTimestamp();
        // Another process raises no event here, so its port is polled.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await IsUpAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > StartTimeout)
                throw new InvalidOperationException($"redis-server {string.Join(' ', _options)} did not start on port {Port}.");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Sends PING over a plain socket: the Redis client would back off for longer than the start takes.</summary>
    private async Task<bool> IsUpAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var reply = new byte[5];
            await stream.ReadExactlyAsync(reply);
            return reply.AsSpan().SequenceEqual("+PONG"u8); // an instance that still loads its data responds with an error
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false; // not listening yet
        }
    }
}
