using System.Diagnostics;

namespace TrafficTacos.Testing;

/// <summary>A program that is run to its end.</summary>
public static class FinishedProcess
{
    /// <summary>Waits for its end, and ends it with all it started when patience does not last.</summary>
    /// <param name="process">Started, with its output and errors redirected and read by nobody else.</param>
    /// <param name="patience">How long it may take.</param>
    /// <returns>Its exit status, and what it printed: output, then errors.</returns>
    public static async Task<(int Status, string Output)> OfAsync(Process process, TimeSpan patience)
    {
        using var bound = new CancellationTokenSource(patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(bound.Token);
            var errors = process.StandardError.ReadToEndAsync(bound.Token);
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
