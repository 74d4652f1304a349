using System.ComponentModel;
using System.Diagnostics;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Deployment.Tests;

/// <summary>A program of this machine that is run to its end.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task<(int Status, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        return await FinishedProcess.OfAsync(process, Patience);
    }

    /// <exception cref="InvalidOperationException">There is no such program: ./test.sh installs what is missing.</exception>
    public static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Debian puts haproxy where only root's PATH looks.
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"These tests need the program {program}: run ./test.sh, which installs it.", exception);
        }
    }
}
