using System.Net;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>The framework's caches before and behind the gate, with a policy that caches everything.</summary>
[Collection(PackagingCollection.Name)]
public sealed class CacheTests(PackedPackages packages, VariationsApplication variations)
{
    [Theory]
    [InlineData("output-cache-in-front")]
    [InlineData("output-cache-behind")]
    [InlineData("response-cache-in-front")]
    [InlineData("response-cache-behind")]
    public async Task Two_visitors_never_see_one_status(string pipeline)
    {
        await using var shop = await variations.StartAsync(packages, pipeline);
        foreach (var position in (long[])[1, 2])
        {
            var token = await shop.Queue.TokenAsync("concert");
            var status = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/api/v1/queue/status").With("X-Waiting-Token", token));
            Assert.Equal(position, status.Should(HttpStatusCode.OK).Number("position"));
        }
    }

    [Fact]
    public async Task An_output_cache_in_front_stores_no_gated_page()
    {
        await using var shop = await variations.StartAsync(packages, "output-cache-in-front");
        Assert.Equal("page 1", (await AskAsync(shop)).Text);
        await AssertRefusedAsync(shop);
        Assert.Equal("page 2", (await AskAsync(shop)).Text);
    }

    [Theory]
    [InlineData("output-cache-behind")]
    [InlineData("response-cache-behind")]
    public async Task A_cache_behind_the_gate_serves_whoever_has_a_pass(string pipeline)
    {
        await using var shop = await variations.StartAsync(packages, pipeline);
        foreach (var _ in (int[])[1, 2])
        {
            var pass = await shop.Queue.PassAsync("concert");
            Assert.Equal("page 1", (await shop.AskAsync(HttpMethod.Get, "/page", pass)).Should(HttpStatusCode.OK).Text);
            (await shop.AskAsync(HttpMethod.Get, "/page", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
        }

        await AssertRefusedAsync(shop);
    }

    [Fact]
    public async Task A_response_cache_in_front_fails_the_request_with_the_reason_in_the_log()
    {
        await using var shop = await variations.StartAsync(packages, "response-cache-in-front");
        (await AskAsync(shop)).ShouldFail(HttpStatusCode.InternalServerError, "INTERNAL_ERROR");
        await Eventually.IsTrueAsync(() => shop.Log.Contains("app.UseResponseCaching() stands before app.UseAdmission()", StringComparison.Ordinal));
    }

    private static async Task<Answer> AskAsync(Variation shop) => await shop.AskAsync(HttpMethod.Get, "/page", await shop.Queue.PassAsync("concert"));

    private static async Task AssertRefusedAsync(Variation shop) =>
        (await shop.AskAsync(HttpMethod.Get, "/page", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
}
