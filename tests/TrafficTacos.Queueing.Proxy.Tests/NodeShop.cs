using System.Diagnostics;
using System.Text.Json;

namespace TrafficTacos.Queueing.Proxy.Tests;

/// <summary>The shop of shop.mjs, or of the sample, as a process of its own.</summary>
internal sealed class NodeShop : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private NodeShop(Process process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    public static async Task<NodeShop> StartAsync(string file = "Shop")
    {
        var process = Process.Start(new ProcessStartInfo("node", [ProjectPath.Of(typeof(NodeShop).Assembly, file)]) { UseShellExecute = false, RedirectStandardOutput = true, Environment = { ["PORT"] = "0" } })!;
        return new NodeShop(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The shop ended before it listened."));
    }

    /// <summary>How many requests have reached it: all, those of the protected pages, and purchases.</summary>
    public async Task<(int Requests, int Shop, int Sold)> SeenAsync()
    {
        var seen = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Address + "/-/seen"))).RootElement;
        return (seen.GetProperty("requests").GetInt32(), seen.GetProperty("shop").GetInt32(), seen.GetProperty("sold").GetInt32());
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
