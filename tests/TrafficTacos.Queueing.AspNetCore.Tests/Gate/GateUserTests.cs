using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Users who log out, and users who have been in: the page says what is true, and never reloads for ever.</summary>
public sealed class GateUserTests() : GatedShopTests(null)
{
    [Fact]
    public async Task A_session_that_is_over_binds_nobody()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var shop = await OpenAsync(Quiet with { Time = time, Options = options => options.SessionLifetime = TimeSpan.FromMinutes(2) });
        using var browser = shop.Browser();
        browser.Headers[Shop.UserHeader] = Fresh.User();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        browser.Headers.Clear();
        var outside = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests).Text;
        Assert.Contains("Log in to go on", outside, StringComparison.Ordinal);
        for (var second = 0; second < 400; second += 5)
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await browser.AskAsync("/shop");
        }

        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_page_of_who_was_in_as_often_as_they_may_does_not_say_that_it_is_their_turn()
    {
        var shop = await OpenAsync(Quiet with { Options = options => options.AdmissionsPerUser = 1 });
        using var browser = shop.Browser();
        browser.Headers[Shop.UserHeader] = Fresh.User();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await browser.PostAsync("/shop/pay")).Should(HttpStatusCode.OK);
        for (var i = 0; i < 2; i++)
        {
            Assert.Contains("You have been in already", (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests).Text, StringComparison.Ordinal);
            Assert.Equal(("none", "already_served"), await StateAsync(browser));
        }

        // Another user of the same browser is somebody else.
        browser.Headers[Shop.UserHeader] = Fresh.User();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_users_place_waits_for_the_log_in_also_when_it_is_its_turn()
    {
        var shop = await OpenAsync(OneAtATime with { Policy = policy => policy.Page.LogInUrl = "/log-in?for={event_id}" });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        var user = browser.Headers[Shop.UserHeader] = Fresh.User();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        await shop.LetInAsync(browser);
        browser.Headers.Clear();
        Assert.Equal(("none", "signed_out"), await StateAsync(browser));
        Assert.Contains($"href=\"/log-in?for={shop.EventId}\"", (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests).Text, StringComparison.Ordinal);
        Assert.Equal(("none", "signed_out"), await StateAsync(browser));
        browser.Headers[Shop.UserHeader] = user;
        Assert.Equal(("ready", "ready"), await StateAsync(browser));
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    private static async Task<(string Status, string? State)> StateAsync(BrowserClient browser)
    {
        var asked = (await browser.AskAsync("/shop")).Should(HttpStatusCode.OK);
        return (asked.String("status"), asked.Json.GetProperty("page").GetProperty("state").GetString());
    }
}
