using System.Globalization;
using System.Net;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>YARP in front of a shop, with MapReverseProxy().RequireAdmission(…).</summary>
[Collection(PackagingCollection.Name)]
public sealed class ReverseProxyTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    [Fact]
    public async Task Without_a_pass_the_backend_sees_nothing() =>
        (await Shop.AskAsync(HttpMethod.Get, "/proxied/status/200", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");

    [Theory]
    [InlineData("POST", "/proxied/status/200", 200, true)]
    [InlineData("POST", "/proxied/status/201", 201, true)]
    [InlineData("POST", "/proxied/status/422", 422, false)]
    [InlineData("POST", "/proxied/status/502", 502, false)]
    [InlineData("POST", "/proxied/status/503", 503, false)]
    [InlineData("GET", "/proxied/away/anything", 502, false)]
    public async Task The_response_of_the_backend_decides(string method, string path, int status, bool spends)
    {
        var pass = await Shop.PassAsync();
        Assert.Equal(status, (int)(await Shop.AskAsync(new HttpMethod(method), path, pass)).Status);
        await Shop.AssertPassAsync(pass, spends);
    }

    [Fact]
    public async Task A_route_may_be_open() =>
        Assert.Equal("open", (await Shop.AskAsync(HttpMethod.Get, "/proxied/open/hello", null)).Should(HttpStatusCode.OK).Text);

    [Fact]
    public async Task A_stream_passes_through_as_it_is_written()
    {
        var pass = await Shop.PassAsync();
        var streamed = (await Shop.AskAsync(HttpMethod.Get, "/proxied/stream", pass)).Should(HttpStatusCode.OK);
        Assert.Equal(string.Concat(Enumerable.Range(1, 3).Select(part => string.Create(CultureInfo.InvariantCulture, $"part {part}\n"))), streamed.Text);
        await Shop.AssertPassAsync(pass, spent: true);
    }
}
