using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The load generator wrk: one thread, 64 connections.</summary>
internal static partial class Wrk
{
    /// <summary>Requests a second; throws when any answer is an error.</summary>
    public static async Task<double> RunAsync(string url, int seconds, string? script = null, params string[] arguments)
    {
        string[] all =
        [
            "-t1", "-c64", $"-d{Programs.Text(seconds)}s", .. script is null ? Array.Empty<string>() : ["-s", script], url,
            .. arguments.Length == 0 ? arguments : ["--", .. arguments],
        ];
        using var wrk = Process.Start(new ProcessStartInfo("wrk", all) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        var rate = RequestsPerSecond().Match(output);
        if (!rate.Success || output.Contains("Non-2xx", StringComparison.Ordinal))
            throw new InvalidOperationException($"{url} answered with errors:\n{output}");
        return double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>A script of Wrk/, beside this program.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Wrk", name);

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RequestsPerSecond();
}
