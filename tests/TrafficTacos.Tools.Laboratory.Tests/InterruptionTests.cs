using System.Diagnostics;
using TrafficTacos.Tools.Laboratory.Cli;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Tools.Laboratory.Tests;

/// <summary>Ends the real command while it simulates.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int KilledBySignal9 = 128 + 9;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("interruption-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("-INT", ExitCode.Interrupted)]
    [InlineData("-KILL", KilledBySignal9)]
    public async Task An_interrupted_run_leaves_the_earlier_report_and_no_other_files(string signal, int exitCode)
    {
        var report = Directory.CreateDirectory(Path.Combine(_directory.FullName, "proof"));
        await File.WriteAllTextAsync(Path.Combine(report.FullName, "README.md"), "earlier report");
        // A shell that runs the tests in the background ignores SIGINT, and child processes inherit that: env restores the default.
        var command = Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Tools.Laboratory.dll");
        using var process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", command, "prove", "--out", report.FullName])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // The first line appears after the first sale; the others take minutes.
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        Signals.Send(signal, process.Id);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(exitCode, process.ExitCode);
        Assert.Equal([report.FullName], Directory.GetFileSystemEntries(_directory.FullName));
        Assert.Equal("earlier report", await File.ReadAllTextAsync(Assert.Single(Directory.GetFileSystemEntries(report.FullName))));
    }
}
