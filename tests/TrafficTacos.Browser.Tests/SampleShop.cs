using System.Diagnostics;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>A sample of the repository, started as a developer does, on a free port.</summary>
internal sealed class SampleShop : IAsyncDisposable
{
    private readonly ListeningProcess _process;

    private SampleShop(ListeningProcess process) => _process = process;

    public string Address => _process.Addresses[0].GetLeftPart(UriPartial.Authority);

    /// <summary>What it has written so far.</summary>
    public string Log => _process.Log;

    /// <param name="name">The last part of the project's name.</param>
    /// <param name="settings">Options of the event, such as <c>MaximumShoppers</c>.</param>
    public static async Task<SampleShop> StartAsync(string name, params (string Name, string Value)[] settings)
    {
        var project = $"TrafficTacos.Samples.{name}";
        var folder = Path.Combine(BrowserFixture.Path("Samples"), project);
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(folder, BrowserFixture.Path("SampleOutput"), project + ".dll"));
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        foreach (var (option, value) in settings)
            start.Environment[$"WaitingRoom__Events__concert__{option}"] = value;
        return new SampleShop(await ListeningProcess.StartAsync(start));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
