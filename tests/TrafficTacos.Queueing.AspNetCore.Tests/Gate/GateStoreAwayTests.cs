using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>The gate on a Redis of its own, which the test takes away, and whose commands it counts.</summary>
[Trait("Needs", "Redis")]
public sealed class GateStoreAwayTests : IAsyncLifetime
{
    private const string Event = "concert";

    private RedisServer _redis = null!;
    private GatedShop? _shop;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_shop is not null)
            await _shop.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task The_page_says_so_and_goes_on_by_itself_and_nobody_loses_a_place()
    {
        var shop = await OpenAsync(StoreUnavailableBehavior.Page);
        using var inside = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await inside.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        using var later = shop.Browser();
        (await later.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        using (_redis.Freeze())
        {
            var page = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.ServiceUnavailable);
            Assert.Equal(("text/html; charset=utf-8", "no-store"), (page.Header("Content-Type"), page.Header("Cache-Control")));
            Assert.NotNull(page.Header("Retry-After"));
            (await browser.FetchAsync("/shop")).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
            var asked = (await browser.AskAsync("/shop")).Should(HttpStatusCode.ServiceUnavailable);
            Assert.True(asked.Number("poll_after_ms") > 0);
        }

        await Eventually.IsTrueAsync(async () => (await browser.AskAsync("/shop")).Status == HttpStatusCode.OK);
        Assert.Equal(1, (await browser.AskAsync("/shop")).Number("position"));
        Assert.Equal(2, (await later.AskAsync("/shop")).Number("position"));
        await Eventually.IsTrueAsync(async () => (await inside.OpenAsync("/shop")).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_open_policy_lets_everybody_pass_and_a_closed_one_nobody()
    {
        var shop = await OpenAsync(StoreUnavailableBehavior.Open, StoreUnavailableBehavior.Closed);
        _redis.Kill();
        Assert.Equal("nobody", (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK).Text);
        (await shop.Browser().OpenAsync("/closed")).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
    }

    [Fact]
    public async Task A_first_request_on_a_quiet_day_asks_the_store_twice_and_a_shopper_hardly_ever()
    {
        var shop = await OpenAsync(StoreUnavailableBehavior.Page, options: options => options.Events[Event] = new EventOptions());
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var calls = new ScriptCalls();
        using var browser = shop.Browser();
        browser.Headers["traceparent"] = calls.TraceParent;
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Equal(["join", "enter"], calls.Take());
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Equal(["open_session"], calls.Take());
        // Within a second the gateway has read which sessions have ended, and from then on it needs to ask nobody.
        await Eventually.IsTrueAsync(async () =>
        {
            (await browser.FetchAsync("/shop")).Should(HttpStatusCode.OK);
            return calls.Take().Length == 0;
        });
        for (var i = 0; i < 50; i++)
            (await browser.FetchAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Empty(calls.Take());
    }

    private async Task<GatedShop> OpenAsync(StoreUnavailableBehavior shop, StoreUnavailableBehavior other = default, Action<WaitingRoomOptions>? options = null) =>
        _shop = await GatedShop.OpenAsync(new GatedShopPlan
        {
            Redis = _redis.Address,
            Options = settings =>
            {
                (options ?? GatedShopTests.OneAtATime.Options)(settings);
                settings.StoreTimeout = new WaitingRoomOptions().StoreTimeout;
            },
            Policy = policy => (policy.EventId, policy.WhenStoreUnavailable) = (Event, shop),
            Services = services => services.Configure<WaitingRoomPolicyOptions>("other", policy => policy.WhenStoreUnavailable = other),
            Map = app => app.MapGet("/closed", () => "in").RequireWaitingRoom("other"),
        });
}
