using Microsoft.Playwright;

namespace TrafficTacos.Browser.Tests;

/// <summary>Each test has a site with a waiting page of its own. Nothing may be said in the console: a blocked style or a failed script is a
/// mistake.</summary>
public abstract class WaitingPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<string> _said = [];

    private protected IBrowser Browser => fixture.Browser;

    private protected WaitingSite Site { get; private set; } = null!;

    /// <summary>What the console may say, for example that the network is away.</summary>
    private protected Func<string, bool> Expected { get; set; } = text => text.Contains("429", StringComparison.Ordinal);

    public async Task InitializeAsync() => Site = await WaitingSite.ServeAsync();

    public async Task DisposeAsync()
    {
        await Site.DisposeAsync();
        Assert.All(_said, text => Assert.True(Expected(text), text));
    }

    /// <summary>Opens a page whose console is watched.</summary>
    private protected async Task<IPage> OpenAsync(IBrowserContext visitor, string path = "/tickets?seat=4")
    {
        var page = await visitor.NewPageAsync();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") _said.Add(message.Text); };
        page.PageError += (_, error) => _said.Add(error);
        await page.GotoAsync(Site.Address + path);
        return page;
    }
}
