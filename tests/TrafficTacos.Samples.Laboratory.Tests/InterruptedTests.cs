using System.Diagnostics;
using TrafficTacos.Samples.Laboratory.Cli;
using TrafficTacos.Testing;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>The real command, ended while it simulates: what was there stays, and nothing half-written is beside it.</summary>
public sealed class InterruptedTests : IDisposable
{
    private const int KilledBySignal9 = 128 + 9;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("interrupted-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("-INT", ExitCode.Interrupted)]
    [InlineData("-KILL", KilledBySignal9)]
    public async Task A_report_is_whole_or_the_one_before(string signal, int exit)
    {
        var place = Directory.CreateDirectory(Path.Combine(_directory.FullName, "proof"));
        await File.WriteAllTextAsync(Path.Combine(place.FullName, "README.md"), "from before");
        // A shell that runs the tests in the background has them ignore INT, and whoever they start inherits that: env takes it back.
        var command = Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Samples.Laboratory.dll");
        using var process = Process.Start(new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", command, "prove", "--out", place.FullName])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // The first sale is through, and the others take minutes.
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        Signals.Send(signal, process.Id);
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(exit, process.ExitCode);
        Assert.Equal([place.FullName], Directory.GetFileSystemEntries(_directory.FullName));
        Assert.Equal("from before", await File.ReadAllTextAsync(Assert.Single(Directory.GetFileSystemEntries(place.FullName))));
    }
}
