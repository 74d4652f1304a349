using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>The samples as programs of their own.</summary>
public sealed class SampleProgramTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Programs { get; } = new()
    {
        { "TrafficTacos.Samples.Payments", "payments" },
        { "TrafficTacos.Samples.Reservations", "reservations" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Help_names_the_options(string program, string name)
    {
        var (exitCode, output, errors) = await RunAsync(program, "--help");
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("--port", output, StringComparison.Ordinal);
        Assert.Contains(name[..^1], output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Every_mistake_is_named_at_once(string program, string name)
    {
        var (exitCode, _, errors) = await RunAsync(program, "--port", "70000", "--colour", "red");
        Assert.Equal(2, exitCode);
        Assert.Contains($"{name}: --port expects a whole number from 0 to 65535, not '70000'", errors, StringComparison.Ordinal);
        Assert.Contains("there is no option --colour", errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task A_port_that_is_taken_is_one_line(string program, string name)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var (exitCode, _, errors) = await RunAsync(program, "--port", port);
        Assert.Equal((1, $"{name}: port {port} is in use; choose another one with --port"), (exitCode, errors.Trim()));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        var assembly = Path.Combine(AppContext.BaseDirectory, program + ".dll");
        using var process = Process.Start(
            new ProcessStartInfo(dotnet, ["exec", assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(Patience);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }
}
