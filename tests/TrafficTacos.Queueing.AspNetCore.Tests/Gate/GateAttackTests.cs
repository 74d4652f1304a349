using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>Ways past the gate, ways to hold seats, and ways to lose a place that were found by reading.</summary>
public sealed class GateAttackTests() : GatedShopTests(null)
{
    private static readonly (string, string)[] Navigation = [("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];

    [Fact]
    public async Task An_invented_place_is_no_sign_of_a_browser()
    {
        var asked = 0;
        var shop = await OpenAsync(Quiet with
        {
            Options = options => options.MaximumShoppers = 500,
            Policy = policy => policy.OnJoining = _ =>
            {
                asked++;
                return ValueTask.CompletedTask;
            },
        });
        using var honest = shop.Browser();
        (await honest.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 50; i++)
        {
            using var curl = new BrowserClient(shop.Address);
            curl.SetCookie(honest.Cookie("place")!.Name, "invented");
            statuses.Add((await curl.SendAsync(HttpMethod.Get, "/shop", Navigation)).Status);
        }

        Assert.Equal(9, statuses.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(10, asked);
        using var script = new BrowserClient(shop.Address);
        script.SetCookie(honest.Cookie("place")!.Name, "invented");
        (await script.FetchAsync("/shop")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task A_place_is_worth_its_turn_although_the_identity_was_lost()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        browser.Forget("id");
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        await shop.LetInAsync(browser);
        var session = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text;
        Assert.Equal(48, session.Length);
        Assert.Equal(session, (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_form_of_another_site_does_not_replace_the_identity()
    {
        var shop = await OpenAsync(OneAtATime);
        var answer = await shop.Browser().PostAsync("/shop", ("Sec-Fetch-Site", "cross-site"));
        answer.Should(HttpStatusCode.TooManyRequests);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Whose_log_in_has_ended_is_told_to_log_in_and_finds_the_session_again()
    {
        var states = new List<WaitingPageState>();
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => policy.Page.Render = page =>
            {
                states.Add(page.State);
                return ValueTask.FromResult(Results.Text("page"));
            },
        });
        using var browser = shop.Browser();
        browser.Headers[Shop.UserHeader] = Fresh.User();
        for (var i = 0; i < 2; i++)
            (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var user = browser.Headers[Shop.UserHeader];
        browser.Headers.Clear();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.NotEqual("ready", (await browser.AskAsync("/shop")).String("status"));
        Assert.Equal([WaitingPageState.SignedOut], states);
        browser.Headers[Shop.UserHeader] = user;
        Assert.Equal(48, (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Text.Length);
    }

    [Fact]
    public async Task The_pages_question_never_reaches_the_application()
    {
        var reached = 0;
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => policy.Exclude.Predicate = context => context.Request.Query.ContainsKey("monitor"),
            Map = app => app.MapPost("/order", () => $"order {++reached}").RequireWaitingRoom("checkout"),
        });
        using var browser = shop.Browser();
        var asked = await browser.PostAsync("/order?monitor=1", ("Waiting-Room", "status"));
        Assert.Equal((HttpStatusCode.NoContent, "passed", 0), (asked.Status, asked.Header("Waiting-Room"), reached));
    }

    [Theory]
    [InlineData("Cookie", "a=b")]
    [InlineData("Authorization", "Bearer x")]
    public async Task What_looks_like_a_preflight_and_brings_who_it_is_is_none(string header, string value)
    {
        var shop = await OpenAsync(OneAtATime with { Map = app => app.Map("/any", () => "in").RequireWaitingRoom("checkout") });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Address };
        using var request = new HttpRequestMessage(HttpMethod.Options, "/any");
        foreach (var (name, text) in ((string, string)[])[("Origin", "https://a.example"), ("Access-Control-Request-Method", "GET"), (header, value)])
            request.Headers.TryAddWithoutValidation(name, text);
        Assert.NotEqual(HttpStatusCode.OK, (await client.AskAsync(request)).Status);
    }

    [Theory]
    [InlineData("//area/page.html")]
    [InlineData("///AREA//page.html")]
    [InlineData("/area%5Cpage.html")]
    public async Task No_spelling_of_a_path_is_open(string path)
    {
        var shop = await OpenAsync(OneAtATime with { Gate = gate => gate.ForPath("/area", "checkout") });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await new RawRequest("GET", path).With("Accept: text/html").SendAsync(shop.Address)).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task An_extension_opens_what_is_read_and_not_what_is_sent()
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => policy.Exclude.Extensions.Add(".css"),
            Map = app => app.MapPost("/pay/{id}", () => "paid").RequireWaitingRoom("checkout"),
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().PostAsync("/pay/x.css")).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task To_exclude_everything_is_refused()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(Quiet with { Policy = policy => policy.Exclude.Paths.Add("/") }));
        Assert.Contains("would exclude everything", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_and_their_scripts_at_the_turn_are_one_visitor()
    {
        var shop = await OpenAsync(OneAtATime);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        await shop.LetInAsync(browser);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => i % 2 == 0 ? browser.OpenAsync("/shop") : browser.FetchAsync("/shop")));
        Assert.Single(answers.Select(answer => answer.Should(HttpStatusCode.OK).Text).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stream_without_a_session_is_refused()
    {
        var shop = await OpenAsync(Quiet with { Map = app => app.MapGet("/shop/events", () => "stream").RequireWaitingRoom("checkout") });
        using var client = shop.Browser();
        (await client.SendAsync(HttpMethod.Get, "/shop/events", ("Accept", "text/event-stream"))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await client.SendAsync(HttpMethod.Get, "/shop/events", ("Upgrade", "x, websocket"), ("Connection", "Upgrade"))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task The_calls_for_scripts_obey_the_gates_rules()
    {
        var shop = await OpenAsync(Quiet with
        {
            Policy = policy => policy.OnJoining = joining =>
            {
                if (joining.HttpContext.Request.Headers.UserAgent == "bot")
                    joining.Reject(Results.StatusCode(418));
                return ValueTask.CompletedTask;
            },
        });
        using var bot = shop.Browser();
        bot.Headers["User-Agent"] = "bot";
        Assert.Equal(418, (int)(await JoinAsync(bot, shop)).Status);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++)
            answers.Add((await JoinAsync(shop.Browser(), shop)).Status);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        using var browser = shop.Browser();
        (await JoinAsync(browser, shop)).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        (await JoinAsync(browser, shop)).Should(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("selector")]
    [InlineData("provider")]
    public async Task So_do_those_of_a_policy_that_reads_the_event_or_comes_from_elsewhere(string from)
    {
        static void Refuse(WaitingRoomPolicyOptions policy) => policy.OnJoining = joining =>
        {
            joining.Reject(Results.StatusCode(418));
            return ValueTask.CompletedTask;
        };
        var own = new WaitingRoomPolicyOptions();
        var shop = await OpenAsync(Quiet with
        {
            Services = services =>
            {
                if (from == "selector")
                    services.AddWaitingRoom().AddPolicy("any", policy =>
                    {
                        policy.EventIdSelector = context => ValueTask.FromResult((string?)context.Request.RouteValues["event"]!.ToString());
                        Refuse(policy);
                    });
                else
                    services.AddSingleton<IWaitingRoomPolicyProvider>(new OwnPolicies(own));
            },
            Map = app => app.MapGet("/own", () => "own").RequireWaitingRoom(from == "selector" ? "any" : "own"),
        });
        own.EventId = shop.EventId;
        Refuse(own);
        Assert.Equal(418, (int)(await JoinAsync(shop.Browser(), shop)).Status);
    }

    private sealed class OwnPolicies(WaitingRoomPolicyOptions own) : IWaitingRoomPolicyProvider
    {
        public ValueTask<WaitingRoomPolicyOptions?> GetPolicyAsync(string name, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<WaitingRoomPolicyOptions?>(name == "own" ? own : new WaitingRoomPolicyOptions { EventId = "another" });
    }

    private static Task<Answer> JoinAsync(BrowserClient browser, GatedShop shop) =>
        browser.SendJsonAsync("/_waiting-room/queue/join", new { event_id = shop.EventId });
}
