using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>One application with a console on a real Redis, a sale that has run for half an hour, and one browser.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    public const string Prefix = "/operator";

    private readonly RedisFixture _redis = new();
    private readonly ConsoleSale _sale = new();
    private IPlaywright? _playwright;
    private Shop? _shop;

    public IBrowser Browser { get; private set; } = null!;

    public Uri Address => _shop!.Address;

    /// <summary>What a test asks, to compare it with what the page shows.</summary>
    public TestRoom Room => _shop!.Room;

    internal ConsoleSale Sale => _sale;

    public async Task InitializeAsync()
    {
        await _redis.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.FindExecutable(), Args = Chromium.Arguments });
        _shop = await Shop.OpenAsync(new ShopPlan
        {
            Options = options =>
            {
                options.KeyPrefix = "console-" + Guid.NewGuid().ToString("N")[..8];
                ConsoleSale.Configure(options);
            },
            Room = room => room.UseRedisAt(_redis.Address, _sale.Clock),
            Services = ConsoleAccounts.Add,
            Use = app => app.UseAuthentication().UseAuthorization(),
            Map = app => app.MapWaitingRoomOperator(Prefix, options => (options.ViewPolicy, options.ChangePolicy) = (ConsoleAccounts.ViewPolicy, ConsoleAccounts.ChangePolicy)),
        });
        await _sale.RunAsync(_shop.Services);
    }

    public async Task DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
        await _redis.DisposeAsync();
    }
}

/// <summary>They share the sale: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ConsoleCollection : ICollectionFixture<ConsoleFixture>
{
    public const string Name = "console";
}
