using Microsoft.Playwright;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests;

/// <summary>One gateway in Development with its sample backends, in memory, and one browser, for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Nobody is ready at once, and who leaves softly is gone after a time that a test can wait for.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["WaitingRoom__MinimumWaits__0__Wait"] = "00:00:02",
        ["WaitingRoom__LeaveGrace"] = "00:00:05",
        ["WaitingRoom__MaximumPollInterval"] = "00:00:02",
    };

    private IPlaywright? _playwright;
    private GatewayProcess? _gateway;

    public Uri Gateway => _gateway!.Address;

    public IBrowser Browser { get; private set; } = null!;

    internal static string Path(string key) => ProjectPath.Of(typeof(BrowserFixture).Assembly, key);

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.FindExecutable(), Args = Chromium.Arguments });
        _gateway = await GatewayProcess.StartAsync(Path("GatewayHost"), Settings);
    }

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>They share the gateway, the browser, and the port 3000: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
