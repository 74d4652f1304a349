using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace TrafficTacos.Gateway.Host.Tests.SaleProcesses;

/// <summary>A sample backend as a program of its own, on a free loopback port.</summary>
internal sealed class SampleServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _program;
    private readonly string[] _arguments;
    private Process _process;

    private SampleServiceProcess(string program, string[] arguments)
    {
        _program = program;
        _arguments = arguments;
        Port = RedisServer.FreePort();
        _process = Start();
    }

    public int Port { get; }

    /// <summary>As the gateway's settings name it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static async Task<SampleServiceProcess> StartAsync(string program, params string[] arguments)
    {
        var sample = new SampleServiceProcess(program, arguments);
        await sample.WaitUntilListeningAsync();
        return sample;
    }

    /// <summary>Ends it as the kernel would, and starts it anew: it has forgotten everything.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        _process = Start();
        await WaitUntilListeningAsync();
    }

    public FrozenProcess Freeze() => FrozenProcess.Freeze(_process);

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private Process Start()
    {
        var assembly = Path.Combine(AppContext.BaseDirectory, _program + ".dll");
        string[] arguments = ["exec", assembly, "--port", Port.ToString(CultureInfo.InvariantCulture), .. _arguments];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })
            ?? throw new InvalidOperationException($"{_program} did not start.");
    }

    private async Task WaitUntilListeningAsync()
    {
        using var patience = new CancellationTokenSource(StartTime);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync("127.0.0.1", Port, patience.Token);
                return;
            }
            catch (SocketException) when (!_process.HasExited)
            {
                await pace.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
