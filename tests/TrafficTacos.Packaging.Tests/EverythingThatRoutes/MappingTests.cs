using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>The queue under several prefixes, below a path base, and behind a log-in.</summary>
[Collection(PackagingCollection.Name)]
public sealed class MappingTests(PackedPackages packages, VariationsApplication variations)
{
    [Fact]
    public async Task The_build_of_the_application_has_no_warning() =>
        Assert.Contains("0 Warning(s)", (await variations.BuildAsync(packages)).Printed, StringComparison.Ordinal);

    [Fact]
    public async Task The_queue_is_served_under_every_prefix_and_below_a_path_base()
    {
        await using var shop = await variations.StartAsync(packages, "plain");
        foreach (var prefix in (string[])["/api/v1/queue", "/v1/queue", "/v2/waiting", "/shop/api/v1/queue", "/shop/v1/queue"])
            Assert.Equal("ready", (await JoinAsync(shop, prefix)).Should(HttpStatusCode.Accepted).String("status"));
    }

    [Theory]
    [InlineData("/orders", null, "/api/v1/queue/join")]
    [InlineData("/shop/orders", null, "/shop/api/v1/queue/join")]
    [InlineData("/orders", "/eu", "/eu/api/v1/queue/join")]
    public async Task A_refusal_points_to_the_queue_that_the_client_sees(string path, string? forwardedPrefix, string joinUrl)
    {
        await using var shop = await variations.StartAsync(packages, "plain");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { seat = "A1" }) }.With("Idempotency-Key", "1");
        if (forwardedPrefix is not null)
            request.With("X-Forwarded-Prefix", forwardedPrefix).With("X-Forwarded-For", "10.0.0.1");
        var refused = await shop.Http.AskAsync(request);
        refused.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(joinUrl, refused.String("join_url"));
    }

    [Fact]
    public async Task Behind_a_log_in_the_queue_answers_401_without_a_redirect_and_AllowAnonymous_opens_it()
    {
        await using var shop = await variations.StartAsync(packages, "log-in");
        (await JoinAsync(shop, "/closed")).Should(HttpStatusCode.Unauthorized);
        (await JoinAsync(shop, "/api/v1/queue")).Should(HttpStatusCode.Accepted);
    }

    private static Task<Answer> JoinAsync(Variation shop, string prefix) =>
        shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, prefix + "/join") { Content = JsonContent.Create(new { event_id = "concert" }) });
}
