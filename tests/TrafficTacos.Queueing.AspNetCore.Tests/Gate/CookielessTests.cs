using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Programs that keep no cookies cannot close a shop.</summary>
public sealed class CookielessTests() : GatedShopTests(null)
{
    [Fact]
    public async Task Ten_thousand_of_them_take_ten_seats_in_30_seconds_and_a_browser_is_in_with_its_second_request()
    {
        var time = new FakeTimeProvider();
        var shop = await OpenAsync(Quiet with { Time = time, Options = options => options.MaximumShoppers = 500 });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 10_000; i++)
        {
            using var curl = new BrowserClient(shop.Address);
            answers.Add((await curl.SendAsync(HttpMethod.Get, "/shop", ("Accept", "*/*"))).Status);
        }

        Assert.Equal((10, 9_990), (answers.Count(status => status == HttpStatusCode.OK), answers.Count(status => status == HttpStatusCode.TooManyRequests)));
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        // Three seconds bring back one of the ten that an address may have in thirty.
        time.Advance(TimeSpan.FromSeconds(3.1));
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task They_hold_a_tenth_of_the_seats_at_most()
    {
        var shop = await OpenAsync(Quiet with { Options = options => options.MaximumShoppers = 60 });
        for (var i = 0; i < 6; i++)
            (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Their_places_end_after_30_seconds_unless_they_are_heard()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var shop = await OpenAsync(OneAtATime with { Time = time });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var crawler = shop.Browser();
        (await crawler.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(2, (await browser.AskAsync("/shop")).Number("position"));
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await browser.AskAsync("/shop");
        }

        Assert.Equal(1, (await browser.AskAsync("/shop")).Number("position"));
    }
}
