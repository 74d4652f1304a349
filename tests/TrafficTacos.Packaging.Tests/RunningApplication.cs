using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests;

/// <summary>Starts fresh applications.</summary>
internal static class RunningApplication
{
    /// <param name="application">What to start.</param>
    /// <param name="redis">The address of a Redis; null for the queues in the process.</param>
    /// <param name="arguments">What the program is told.</param>
    public static async Task<(ListeningProcess Running, HttpClient Client)> StartAsync(FreshApplication application, string? redis, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["REDIS_ADDRESS"] = redis ?? "" };
        var start = Command.Describe(application.Start[0], [.. application.Start.Skip(1), .. arguments], application.Folder, environment);
        var running = await ListeningProcess.StartAsync(start);
        return (running, new HttpClient { BaseAddress = running.Addresses[0] });
    }
}
