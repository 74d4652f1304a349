using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Opens the console as somebody, and reads what it shows.</summary>
[Trait("Needs", "Redis")]
[Collection(ConsoleCollection.Name)]
public abstract class ConsoleTests(ConsoleFixture fixture) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _errors = [];
    private readonly List<IBrowserContext> _contexts = [];

    private protected TestRoom Room => fixture.Room;

    private protected ConsoleSale Sale => fixture.Sale;

    private protected string Address => fixture.Address + ConsoleFixture.Prefix.TrimStart('/');

    /// <summary>What the browser complained about: nothing, unless a test says so.</summary>
    private protected ConcurrentQueue<string> Errors => _errors;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        Assert.Empty(_errors);
    }

    /// <summary>A browser of its own, in Seoul.</summary>
    /// <param name="account">"role.name"; null for a stranger, who has not gone anywhere yet.</param>
    /// <param name="hash">Which view; the list if it is empty.</param>
    /// <param name="options">The browser's settings; English at 1280 pixels if null.</param>
    private protected async Task<IPage> OpenAsync(string? account, string hash = "", BrowserNewContextOptions? options = null)
    {
        options ??= new() { Locale = "en-US", ViewportSize = new() { Width = 1280, Height = 800 } };
        options.TimezoneId = "Asia/Seoul";
        var context = await fixture.Browser.NewContextAsync(options);
        _contexts.Add(context);
        await SignInAsync(context, account);
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (string.Equals(message.Type, "error", StringComparison.Ordinal))
                _errors.Enqueue(message.Text);
        };
        page.PageError += (_, error) => _errors.Enqueue(error);
        if (account is not null)
            await page.GotoAsync(Address + hash);
        return page;
    }

    private protected async Task SignInAsync(IBrowserContext context, string? account)
    {
        await context.ClearCookiesAsync();
        if (account is not null)
            await context.AddCookiesAsync([new() { Name = ConsoleAccounts.Cookie, Value = account, Url = fixture.Address.ToString() }]);
    }

    private protected static string At(string eventId, string view = "now") => $"#/events/{eventId}/{view}";

    /// <summary>The number of a tile, as soon as there is one.</summary>
    private protected static async Task<string> TileAsync(IPage page, string tile) => await page.Locator($"[data-tile={tile}] .value").InnerTextAsync();

    private protected static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
