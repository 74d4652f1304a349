using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>A genuine session cookie lets its own browser and its own user in, again and again, and nobody else.</summary>
public sealed class SessionCookieOwnerTests() : GatedShopTests(null)
{
    [Fact]
    public async Task A_session_cookie_is_not_good_for_another_browser_or_with_another_letter()
    {
        var shop = await OpenAsync(OneAtATime);
        using var owner = await InsideAsync(shop);
        var session = owner.Cookie("session")!;
        using var other = shop.Browser();
        (await other.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        for (var i = 0; i < 2; i++)
        {
            other.SetCookie(session.Name, session.Value);
            (await other.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
            (await owner.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        }

        // Without an identity the token alone counts.
        foreach (var at in (int[])[0, 40, session.Value.IndexOf('.', StringComparison.Ordinal) - 2])
        {
            using var forger = shop.Browser();
            forger.SetCookie(session.Name, session.Value[..at] + (session.Value[at] == 'A' ? 'B' : 'A') + session.Value[(at + 1)..]);
            Assert.NotEqual(HttpStatusCode.OK, (await forger.SendAsync(HttpMethod.Post, "/shop")).Status);
        }

        using var fromBank = shop.Browser();
        fromBank.SetCookie(session.Name, session.Value);
        (await fromBank.SendAsync(HttpMethod.Post, "/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_session_of_a_user_is_for_no_other_user_and_over_when_it_ends()
    {
        var shop = await OpenAsync(OneAtATime);
        using var browser = shop.Browser();
        var user = Fresh.User();
        browser.Headers[Shop.UserHeader] = user;
        for (var i = 0; i < 3; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        browser.Headers[Shop.UserHeader] = Fresh.User();
        (await browser.FetchAsync("/shop")).Should(HttpStatusCode.Forbidden);
        browser.Headers[Shop.UserHeader] = user;
        var session = browser.Cookie("session")!;
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await browser.PostAsync("/shop/pay")).Should(HttpStatusCode.OK);
        browser.SetCookie(session.Name, session.Value);
        (await browser.FetchAsync("/shop")).Should(HttpStatusCode.Forbidden);
    }

    private static async Task<BrowserClient> InsideAsync(GatedShop shop)
    {
        var browser = shop.Browser();
        for (var i = 0; i < 3; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        return browser;
    }
}
