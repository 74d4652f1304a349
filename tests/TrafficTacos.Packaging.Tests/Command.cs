using System.Diagnostics;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Packaging.Tests;

/// <summary>Runs a command to its end, as somebody would in a terminal of their own.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(Describe(program, arguments, folder, environment))!;
        var (status, printed) = await FinishedProcess.OfAsync(process, Patience);
        return status == 0
            ? printed
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {status}:\n{printed}");
    }

    public static ProcessStartInfo Describe(
        string program, IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // The test runner tells its children which MSBuild it is part of; a terminal of one's own would not.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment.Remove("CI");
        // No build server may outlive the tests.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
