using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Runs the load generator wrk with one thread and 64 connections.</summary>
internal static partial class Wrk
{
    /// <summary>Returns requests a second. Throws if any response is an error.</summary>
    public static async Task<double> RunAsync(string url, int seconds, string? script = null, params string[] scriptArguments)
    {
        string[] arguments =
        [
            "-t1", "-c64", $"-d{BenchmarkProcesses.Format(seconds)}s", .. script is null ? Array.Empty<string>() : ["-s", script], url,
            .. scriptArguments.Length == 0 ? scriptArguments : ["--", .. scriptArguments],
        ];
        using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        var rate = RequestsPerSecond().Match(output);
        if (!rate.Success || output.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException($"{url} answered with errors:\n{output}");
        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The path of a script of Wrk/, which is copied beside the program.</summary>
    public static string ScriptPath(string name) => Path.Combine(AppContext.BaseDirectory, "Wrk", name);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
