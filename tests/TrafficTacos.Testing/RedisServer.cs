using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace TrafficTacos.Testing;

/// <summary>A redis-server process of the tests' own, on a free loopback port, without persistence.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);

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

    /// <summary>Whether any key matches a pattern.</summary>
    public async Task<bool> HasKeyAsync(string pattern)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Address);
        await foreach (var _ in connection.GetServer(Address).KeysAsync(pattern: pattern))
            return true;
        return false;
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
        var start = TimeProvider.System.GetTimestamp();
        // A process of another program: there is no event to wait for, only its port to ask.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await AnswersAsync())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(start) > StartTime)
                throw new InvalidOperationException($"redis-server {string.Join(' ', _options)} did not come up on port {Port}.");
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>A PING by hand: the client would try once, and then back off for longer than a start takes.</summary>
    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var reply = new byte[5];
            await stream.ReadExactlyAsync(reply);
            return reply.AsSpan().SequenceEqual("+PONG"u8); // an instance that still loads its data says so instead
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false; // not listening yet
        }
    }
}
