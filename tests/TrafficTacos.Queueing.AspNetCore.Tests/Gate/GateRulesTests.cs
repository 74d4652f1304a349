using System.Globalization;
using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>What the embedder asks of who joins and enters holds at the page and at the calls of its script, too.</summary>
public sealed class GateRulesTests() : GatedShopTests(null)
{
    private static GatedShopPlan UsersOnly { get; } = Quiet with { Gate = gate => gate.Endpoints.RequireUserToEnter = true };

    [Fact]
    public async Task Nobody_enters_by_the_calls_for_scripts_who_may_not_by_the_api()
    {
        var shop = await OpenAsync(UsersOnly);
        using var browser = shop.Browser();
        var token = (await JoinAsync(browser, shop)).Should(HttpStatusCode.Accepted).String("waiting_token");
        (await browser.SendJsonAsync("/_waiting-room/queue/enter", new { waiting_token = token })).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        browser.Headers[Shop.UserHeader] = Fresh.User();
        (await browser.SendJsonAsync("/_waiting-room/queue/enter", new { waiting_token = token })).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nor_by_the_page_which_says_so_and_does_not_reload_for_ever()
    {
        var page = new List<WaitingPageState>();
        var shop = await OpenAsync(UsersOnly with { Policy = policy => policy.Page.Render = context => Note(page, context) });
        using var browser = shop.Browser();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal([WaitingPageState.SignedOut, WaitingPageState.SignedOut], page);
        var asked = (await browser.AskAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Equal(("none", "signed_out"), (asked.String("status"), asked.Json.GetProperty("page").GetProperty("state").GetString()));
        (await browser.FetchAsync("/shop")).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        browser.Headers[Shop.UserHeader] = Fresh.User();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_limit_of_a_network_is_one_for_the_page_its_calls_and_the_api()
    {
        var shop = await OpenAsync(OneAtATime with { Gate = gate => gate.Endpoints.JoinsPerNetwork = 3, Endpoints = options => options.JoinsPerNetwork = 3 });
        using var waiting = shop.Browser();
        (await waiting.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await JoinAsync(shop.Browser(), shop)).Should(HttpStatusCode.Accepted);
        using var third = shop.Browser();
        (await third.SendJsonAsync(Shop.Prefix + "/join", new { event_id = shop.EventId })).Should(HttpStatusCode.Accepted);
        (await JoinAsync(shop.Browser(), shop)).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        using var late = shop.Browser();
        var refused = (await late.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.InRange(int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture), 2, 20);
        Assert.Contains("One moment, please", refused.Text, StringComparison.Ordinal);
        Assert.Equal(3, await shop.JoinedAsync());
        late.Headers[Shop.UserHeader] = Fresh.User();
        await late.OpenAsync("/shop");
        Assert.Equal(4, await shop.JoinedAsync());
    }

    [Fact]
    public async Task A_place_that_is_there_is_no_join()
    {
        var shop = await OpenAsync(OneAtATime with { Gate = gate => gate.Endpoints.JoinsPerNetwork = 2 });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        for (var i = 0; i < 4; i++)
            Assert.DoesNotContain("One moment, please", (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests).Text, StringComparison.Ordinal);
    }

    private static ValueTask<IResult> Note(List<WaitingPageState> states, WaitingPageContext page)
    {
        states.Add(page.State);
        return ValueTask.FromResult(Results.Text("page"));
    }

    private static Task<Answer> JoinAsync(BrowserClient browser, GatedShop shop) =>
        browser.SendJsonAsync("/_waiting-room/queue/join", new { event_id = shop.EventId });
}
