using System.Net;
using System.Text.RegularExpressions;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>The files of the page.</summary>
public sealed class GateFileTests() : GatedShopTests(null)
{
    [Fact]
    public async Task Only_a_file_of_the_version_that_was_asked_for_is_kept_for_a_year()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var page = (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests).Text;
        var address = Regex.Match(page, "/_waiting-room/page\\.js\\?v=[0-9a-f]+").Value;
        Assert.Equal("public, max-age=31536000, immutable", (await shop.Browser().FetchAsync(address)).Should(HttpStatusCode.OK).Header("Cache-Control"));
        foreach (var other in (string[])["/_waiting-room/page.js?v=0123456789ab", "/_waiting-room/page.js", address + "&v=0123456789ab"])
            Assert.Equal("no-cache", (await shop.Browser().FetchAsync(other)).Should(HttpStatusCode.OK).Header("Cache-Control"));
    }
}
