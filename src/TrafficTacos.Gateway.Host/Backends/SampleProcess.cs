using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>A sample service as a child process on a free loopback port. It exits when its standard input ends, so it ends with this
/// process even if this process is killed.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(5);

    private readonly string _program;
    private readonly Process _process;

    private SampleProcess(string program, int port, Process process)
    {
        _program = program;
        _process = process;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
    }

    public Uri Address { get; }

    /// <summary>The runtime of this process.</summary>
    private static string Dotnet =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Whether the program lies beside this one: it does after a build, not after a publish.</summary>
    public static bool Exists(string program) => File.Exists(PathOf(program));

    /// <summary>Starts the program without waiting for it.</summary>
    public static SampleProcess Start(string program, params string[] arguments)
    {
        var port = FreePort();
        string[] all = ["exec", PathOf(program), "--port", port.ToString(CultureInfo.InvariantCulture), "--exit-with-input", "true", .. arguments];
        var process = Process.Start(new ProcessStartInfo(Dotnet, all) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        return new SampleProcess(program, port, process);
    }

    /// <summary>Waits until the service listens, which is when it prints its first line. Errors go to the standard error of this
    /// process.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(StartTimeout, cancellationToken);
        if (line is null)
            throw new InvalidOperationException($"{_program} exited before it was ready.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(ExitTimeout))
            _process.Kill();
        _process.Dispose();
    }

    private static string PathOf(string program) => Path.Combine(AppContext.BaseDirectory, "samples", program + ".dll");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
