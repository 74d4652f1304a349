using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>A shop whose page <c>/shop</c> tells the session, and whose <c>/shop/pay</c> ends it.</summary>
internal sealed class GatedShop : IAsyncDisposable
{
    private readonly Shop _shop;
    private readonly List<BrowserClient> _browsers = [];

    private GatedShop(Shop shop, string eventId) => (_shop, EventId) = (shop, eventId);

    public string EventId { get; }

    public Uri Address => _shop.Address;

    public IServiceProvider Services => _shop.Services;

    private WaitingRoomOperator Operator => _shop.Services.GetRequiredService<WaitingRoomOperator>();

    public static async Task<GatedShop> OpenAsync(GatedShopPlan plan)
    {
        var eventId = Fresh.Event();
        var shop = await Shop.OpenAsync(new ShopPlan
        {
            Redis = plan.Redis,
            Time = plan.Time,
            Options = plan.Options,
            Endpoints = plan.Endpoints,
            Room = room => room.AddPolicy("other", eventId + "-other").AddPolicy("checkout", policy =>
            {
                policy.EventId = eventId;
                plan.Policy(policy);
            }),
            Services = services =>
            {
                plan.Services(services);
                if (plan.Environment is { } environment)
                    services.AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = environment });
            },
            Use = plan.Use ?? (app =>
            {
                app.UseRouting();
                app.UseWaitingRoom(plan.Gate);
            }),
            Map = app =>
            {
                var shop = app.MapGroup("/shop").RequireWaitingRoom("checkout");
                shop.MapMethods("/", ["GET", "HEAD", "POST"], (HttpContext context) => context.GetShopper()?.Session.SessionId ?? "nobody");
                shop.MapPost("/pay", async (HttpContext context) =>
                {
                    await context.GetShopper()!.ReleaseAsync();
                    return "paid";
                });
                plan.Map(app);
            },
        });
        return new GatedShop(shop, eventId);
    }

    public BrowserClient Browser()
    {
        var browser = new BrowserClient(Address);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>An operator raises the rate so far that whoever waits is ready.</summary>
    public async Task LetInAsync(BrowserClient browser)
    {
        await Operator.ChangeSettingsAsync(EventId, new EventSettingsChange { AdmissionsPerSecond = 1_000, Burst = 100 });
        await Eventually.IsTrueAsync(async () => (await browser.AskAsync("/shop")).String("status") == "ready");
    }

    /// <summary>How many have taken a place.</summary>
    public async Task<long> JoinedAsync() => (await Operator.GetEventAsync(EventId)).Counts.GetValueOrDefault("joined");

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers)
            browser.Dispose();
        await _shop.DisposeAsync();
    }
}
