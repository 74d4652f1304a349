using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Starts the programs of this repository as separate processes. They must be built in Release.</summary>
internal static class BenchmarkProcesses
{
    private const string Gateway = "src/TrafficTacos.Gateway.Host";
    private const string Reservations = "samples/TrafficTacos.Samples.Reservations";
    private const int MaxReadinessPolls = 100;

    public static Process StartGateway(params (string Name, string Value)[] environment) => Start(AssemblyOf(Gateway), [], environment);

    /// <summary>Starts a gateway whose log lines are written to /dev/null: their readers would run on another machine.</summary>
    public static Process StartGatewayWithoutOutput(params (string Name, string Value)[] environment) =>
        Start(new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" >/dev/null", AssemblyOf(Gateway)]), environment);

    /// <summary>Starts the sample reservation service with enough seats for any load, held for longer than a run.</summary>
    public static Process StartReservations(int port) =>
        Start(AssemblyOf(Reservations), ["--port", Format(port), "--seats", "10000000", "--hold", "3600"]);

    /// <summary>Starts a command of this program.</summary>
    public static Process StartSelf(params string[] arguments) => Start(typeof(BenchmarkProcesses).Assembly.Location, arguments);

    public static async Task WaitUntilReadyAsync(string url)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < MaxReadinessPolls; i++)
        {
            try
            {
                if ((await client.GetAsync(url)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await timer.WaitForNextTickAsync();
        }

        throw new InvalidOperationException($"{url} did not become ready.");
    }

    public static TimeSpan ProcessorTimeOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public static string Format(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(string assembly, string[] arguments, params (string Name, string Value)[] environment) =>
        Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]), environment);

    private static Process Start(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        start.UseShellExecute = false;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string AssemblyOf(string project)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "TrafficTacos.Queueing.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run this from the repository.");
        var path = Path.Combine(root, project, "bin/Release/net10.0", Path.GetFileName(project) + ".dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"Build it first: dotnet build -c Release {project}");
    }
}
