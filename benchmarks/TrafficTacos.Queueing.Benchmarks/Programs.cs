using System.Diagnostics;
using System.Globalization;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>The programs of this repository as processes of their own, as they were built beside this one.</summary>
internal static class Programs
{
    private const string Gateway = "src/TrafficTacos.Gateway.Host";
    private const string Reservations = "samples/TrafficTacos.Samples.Reservations";

    public static Process StartGateway(params (string Name, string Value)[] environment) => Start(Assembly(Gateway), [], environment);

    /// <summary>Its lines are written and nobody reads them: who does, does it on another machine.</summary>
    public static Process StartGatewayUnread(params (string Name, string Value)[] environment) =>
        Start(new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" >/dev/null", Assembly(Gateway)]), environment);

    /// <summary>The sample of the reservation service, with seats for any load here, held for longer than a run.</summary>
    public static Process StartReservations(int port) =>
        Start(Assembly(Reservations), ["--port", Text(port), "--seats", "10000000", "--hold", "3600"]);

    /// <summary>One of the hidden commands of this program.</summary>
    public static Process StartSelf(params string[] arguments) => Start(typeof(Programs).Assembly.Location, arguments);

    public static async Task ReadyAsync(string url)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 100; i++)
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

        throw new InvalidOperationException($"{url} did not come up.");
    }

    /// <summary>What a program had of the processors so far.</summary>
    public static TimeSpan Processor(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Process Start(string assembly, string[] arguments, params (string Name, string Value)[] environment) =>
        Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]), environment);

    private static Process Start(ProcessStartInfo start, (string Name, string Value)[] environment)
    {
        start.UseShellExecute = false;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string Assembly(string project)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "TrafficTacos.Queueing.sln")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("Run this from the repository.");
        var path = Path.Combine(root, project, "bin/Release/net10.0", Path.GetFileName(project) + ".dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"Build it first: dotnet build -c Release {project}");
    }
}
