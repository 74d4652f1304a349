using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>What helps a developer, and nobody else has.</summary>
public sealed class DevelopmentTests() : GatedShopTests(null)
{
    [Fact]
    public async Task All_states_are_side_by_side_in_Development_alone()
    {
        var shop = await OpenAsync(Quiet with { Environment = "Development" });
        var all = (await shop.Browser().OpenAsync("/_waiting-room/preview")).Should(HttpStatusCode.OK);
        Assert.Contains("/_waiting-room/preview/waiting/ko", all.Text, StringComparison.Ordinal);
        (await shop.Browser().OpenAsync("/_waiting-room/preview/waiting/ko")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/_waiting-room/preview/unknown/ko")).Should(HttpStatusCode.NotFound);
        var production = await OpenAsync(Quiet with { Environment = "Production" });
        (await production.Browser().OpenAsync("/_waiting-room/preview")).Should(HttpStatusCode.NotFound);
        (await production.Browser().OpenAsync("/shop?ahead=500")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_developer_waits_behind_as_many_as_they_like()
    {
        var time = new FakeTimeProvider();
        var shop = await OpenAsync(Quiet with { Environment = "Development", Time = time });
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop?ahead=500")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(501, (await browser.AskAsync("/shop?ahead=500")).Number("position"));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(401, (await browser.AskAsync("/shop?ahead=500")).Number("position"));
        time.Advance(TimeSpan.FromSeconds(41));
        (await browser.OpenAsync("/shop?ahead=500")).Should(HttpStatusCode.OK);
    }
}
