using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>The two tokens that everybody knows.</summary>
public sealed class DevelopmentTokenTests
{
    private const string OneUser = "dev-super-key-local-testing";
    private const string ManyUsers = "load-test-bypass-token";
    private const string UserHeader = "X-Load-Test-User";

    private static readonly GatewayAppOptions Development = new() { Authentication = TestSettings.Authentication with { DevelopmentTokens = true } };

    [Fact]
    public async Task One_is_always_the_same_user()
    {
        await using var gateway = await GatewayApp.OpenAsync(Development);
        for (var i = 0; i < 2; i++)
            Assert.Equal("dev-user-123", (await gateway.GetAsync(GatewayApp.Mine, OneUser, (UserHeader, "mina"))).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task The_other_is_a_fresh_user_on_every_request()
    {
        await using var gateway = await GatewayApp.OpenAsync(Development);
        var users = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 20; i++)
            users.Add((await gateway.GetAsync(GatewayApp.Mine, ManyUsers)).Should(HttpStatusCode.OK).Text);
        Assert.Equal(20, users.Count);
        Assert.All(users, user => Assert.Matches("^load-test-user-[0-9]+$", user));
    }

    [Fact]
    public async Task Or_the_one_that_the_header_names()
    {
        await using var gateway = await GatewayApp.OpenAsync(Development);
        foreach (var name in (string[])["mina", "crowd-1_2.3", new string('x', 64)])
            Assert.Equal(name, (await gateway.GetAsync(GatewayApp.Mine, ManyUsers, (UserHeader, name))).Should(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a,b")]
    [InlineData("<script>")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task A_name_that_is_none_is_refused(string name)
    {
        await using var gateway = await GatewayApp.OpenAsync(Development);
        var request = new RawRequest("GET", GatewayApp.Who).With("Authorization: Bearer " + ManyUsers, $"{UserHeader}: {name}");
        (await request.SendAsync(gateway.Http.BaseAddress!)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task In_Development_the_host_takes_them()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"));
        var eventId = Fresh.Event();
        var join = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = System.Net.Http.Json.JsonContent.Create(new { event_id = eventId }) };
        (await host.Http.AskAsync(join.With("Authorization", "Bearer " + OneUser))).Should(HttpStatusCode.Accepted);
        await host.Queue.PassAsync(eventId, "mina");
    }

    [Theory]
    [InlineData("Staging")]
    [InlineData("Production")]
    public async Task Elsewhere_the_option_is_refused_at_the_start(string environment)
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("SERVER_ENVIRONMENT", environment), ("Authentication__DevelopmentTokens", "true"));
        Assert.Equal(1, exitCode);
        Assert.Contains("Authentication:DevelopmentTokens", errors, StringComparison.Ordinal);
        Assert.Contains(environment, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elsewhere_the_words_are_no_tokens()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Production"));
        foreach (var token in (string[])[OneUser, ManyUsers])
        {
            var join = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = System.Net.Http.Json.JsonContent.Create(new { event_id = "x" }) };
            var request = join.With("Authorization", "Bearer " + token).With(UserHeader, "mina");
            (await host.Http.AskAsync(request)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        }

        // What is not for users does not care.
        (await host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/healthz").With("Authorization", "Bearer " + OneUser))).Should(HttpStatusCode.OK);
    }
}
