using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests;

/// <summary>One gateway in Development with its sample backends, in memory.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    /// <summary>Nobody is ready at once, and who leaves softly is gone after a time that a test can wait for.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["WaitingRoom__MinimumWaits__0__Wait"] = "00:00:02",
        ["WaitingRoom__LeaveGrace"] = "00:00:05",
        ["WaitingRoom__MaximumPollInterval"] = "00:00:02",
    };

    private GatewayProcess? _gateway;

    public Uri Address => _gateway!.Address;

    public async Task InitializeAsync() => _gateway = await GatewayProcess.StartAsync(BrowserFixture.Path("GatewayHost"), Settings);

    public async Task DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }
}
