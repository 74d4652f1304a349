using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TrafficTacos.Gateway.Host.Tests.Harness;

/// <summary>The <c>dotnet</c> that runs the tests.</summary>
internal static class DotnetCommand
{
    /// <summary>The very runtime that runs the tests: three folders above its own libraries.</summary>
    public static string Path { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>Runs a command that has to succeed.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
