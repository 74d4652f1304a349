using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>Who may use the console, and from where.</summary>
public sealed class AccessTests() : ShopTests(null)
{
    private static readonly (HttpMethod Method, string Path)[] Changes =
    [
        (HttpMethod.Patch, "/settings"), (HttpMethod.Post, "/visitors/admit-next"), (HttpMethod.Post, "/visitors/remove"), (HttpMethod.Post, "/groups/remove"),
        (HttpMethod.Post, "/undo"), (HttpMethod.Post, "/draw/abandon"), (HttpMethod.Post, "/draw/beacon"), (HttpMethod.Post, "/end"),
    ];

    private static readonly string[] Reads = ["", "/history", "/forecast", "/audit", "/groups", "/report", "/report.html", "/report.csv", "/stream"];

    public static TheoryData<string> ReadPaths => [.. Reads.Select(path => "/events/concert" + path), "/me", "/events", "/events/stream"];

    public static IEnumerable<object[]> ChangePaths => Changes.Select(change => (object[])[change.Method.Method, "/events/concert" + change.Path]);

    [Theory]
    [MemberData(nameof(ReadPaths))]
    public async Task Whoever_is_not_logged_in_or_is_no_operator_reads_nothing(string path)
    {
        var shop = await OpenAsync(ConsoleClient.Plan());
        (await ConsoleClient.Of(shop, null).GetAsync(path)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        (await ConsoleClient.Of(shop, ConsoleClient.Stranger).GetAsync(path)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    [Theory]
    [MemberData(nameof(ChangePaths))]
    public async Task Only_who_may_change_changes_and_only_from_the_page(string method, string path)
    {
        var shop = await OpenAsync(ConsoleClient.Plan());
        var (verb, body) = (new HttpMethod(method), new { });
        (await shop.Http.AskAsync(ConsoleClient.Of(shop, null).Change(verb, path, body))).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        (await shop.Http.AskAsync(ConsoleClient.Of(shop, ConsoleClient.Stranger).Change(verb, path, body))).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await shop.Http.AskAsync(ConsoleClient.Of(shop, ConsoleClient.Viewer).Change(verb, path, body))).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");

        var me = ConsoleClient.Of(shop);
        await ShouldNeedThePageAsync(shop, () => me.Bare(verb, path, body));
        Assert.NotEqual(HttpStatusCode.Forbidden, (await shop.Http.AskAsync(me.Change(verb, path, body))).Status);
        var own = shop.Address.GetLeftPart(UriPartial.Authority);
        Assert.NotEqual(HttpStatusCode.Forbidden, (await shop.Http.AskAsync(me.Bare(verb, path, body).With("X-Operator", "1").With("Origin", own))).Status);
    }

    [Fact]
    public async Task A_viewer_may_look_for_a_visitor_but_only_from_the_page()
    {
        var shop = await OpenAsync(ConsoleClient.Plan());
        var viewer = ConsoleClient.Of(shop, ConsoleClient.Viewer);
        const string find = "/events/concert/visitors/find";
        (await viewer.PostAsync(find, new { user = "nobody" })).ShouldFail(HttpStatusCode.NotFound, "VISITOR_NOT_FOUND");
        await ShouldNeedThePageAsync(shop, () => viewer.Bare(HttpMethod.Post, find, new { user = "nobody" }));
    }

    [Fact]
    public async Task Everybody_is_told_who_they_are()
    {
        var shop = await OpenAsync(ConsoleClient.Plan());
        var me = (await ConsoleClient.Of(shop).GetAsync("/me")).Should(HttpStatusCode.OK);
        Assert.Equal((ConsoleClient.Operator, true, "/bye"), (me.String("name"), me.Flag("can_change"), me.String("sign_out_path")));
        var viewer = (await ConsoleClient.Of(shop, ConsoleClient.Viewer).GetAsync("/me")).Should(HttpStatusCode.OK);
        Assert.Equal((ConsoleClient.Viewer, false), (viewer.String("name"), viewer.Flag("can_change")));
    }

    [Fact]
    public async Task What_stands_around_the_console_does_not_open_it_or_answer_for_it()
    {
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan
        {
            UseApiErrors = false,
            Services = services => services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build()),
            Use = app => app.Use((context, next) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=60";
                return next();
            }),
            Map = app => app.MapGroup("/open").AllowAnonymous().MapWaitingRoomOperator("/operator", options => options.ChangePolicy = "change"),
        }));
        // The application's own policy for everything else is made for visitors, and refuses.
        (await ConsoleClient.Of(shop).GetAsync("/me")).Should(HttpStatusCode.OK);
        var open = await shop.Http.AskAsync(HttpMethod.Get, "/open/operator/api/events");
        open.ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");

        var answer = await ConsoleClient.Of(shop).GetAsync("/events");
        Assert.Equal(("no-store", "nosniff", "no-referrer"), (answer.Header("Cache-Control"), answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy")));
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ReadPaths))]
    public async Task Another_origin_reads_nothing_whatever_cors_allows(string path)
    {
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan
        {
            Services = services => services.AddCors(cors => cors.AddDefaultPolicy(policy => policy.WithOrigins("https://shop.example").AllowCredentials().AllowAnyHeader().AllowAnyMethod())),
            Use = app => app.UseCors(),
        }));
        (await shop.Http.AskAsync(ConsoleClient.Of(shop).Request(HttpMethod.Get, path).With("Origin", "https://shop.example"))).ShouldFail(HttpStatusCode.Forbidden, "NOT_SAME_ORIGIN");
    }

    private static async Task ShouldNeedThePageAsync(Shop shop, Func<HttpRequestMessage> bare)
    {
        (await shop.Http.AskAsync(bare())).ShouldFail(HttpStatusCode.Forbidden, "OPERATOR_HEADER_REQUIRED");
        (await shop.Http.AskAsync(bare().With("Sec-Fetch-Site", "same-origin"))).ShouldFail(HttpStatusCode.Forbidden, "OPERATOR_HEADER_REQUIRED");
        (await shop.Http.AskAsync(bare().With("X-Operator", "1"))).ShouldFail(HttpStatusCode.Forbidden, "NOT_SAME_ORIGIN");
        foreach (var site in (string[])["cross-site", "same-site", "none"])
            (await shop.Http.AskAsync(bare().With("X-Operator", "1").With("Sec-Fetch-Site", site))).ShouldFail(HttpStatusCode.Forbidden, "NOT_SAME_ORIGIN");
        var own = shop.Address.GetLeftPart(UriPartial.Authority);
        foreach (var origin in (string[])["https://elsewhere.example", "null", own.Replace("http:", "https:", StringComparison.Ordinal), own + "0"])
            (await shop.Http.AskAsync(bare().With("X-Operator", "1").With("Origin", origin))).ShouldFail(HttpStatusCode.Forbidden, "NOT_SAME_ORIGIN");
        // What the browser says of itself counts before what anybody could forge.
        (await shop.Http.AskAsync(bare().With("X-Operator", "1").With("Origin", own).With("Sec-Fetch-Site", "cross-site"))).ShouldFail(HttpStatusCode.Forbidden, "NOT_SAME_ORIGIN");
    }
}
