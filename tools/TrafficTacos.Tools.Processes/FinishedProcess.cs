using System.Diagnostics;

namespace TrafficTacos.Tools.Processes;

/// <summary>Runs a program until it exits.</summary>
public static class FinishedProcess
{
    /// <summary>Waits until the process exits. After the timeout it kills the process and its children.</summary>
    /// <param name="process">A started process whose standard output and standard error are redirected and not read elsewhere.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>The exit status, and the text of standard output followed by that of standard error.</returns>
    public static async Task<(int Status, string Output)> OfAsync(Process process, TimeSpan timeout)
    {
        using var cancellation = new CancellationTokenSource(timeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation.Token);
            var errors = process.StandardError.ReadToEndAsync(cancellation.Token);
            await process.WaitForExitAsync(cancellation.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
