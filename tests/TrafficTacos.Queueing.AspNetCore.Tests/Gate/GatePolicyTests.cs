using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Claims;
using TrafficTacos.Queueing.AspNetCore.Gate;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>What a policy says: exclusions, events, paths, precedence.</summary>
public sealed class GatePolicyTests() : GatedShopTests(null)
{
    public static TheoryData<string, Action<WaitingRoomExclusions>> Reasons => new()
    {
        { "path", exclude => exclude.Paths.Add("/SHOP/") },
        { "extension", exclude => exclude.Extensions.Add(".css") },
        { "network", exclude => exclude.Networks.Add("127.0.0.0/8") },
        { "predicate", exclude => exclude.Predicate = context => context.Request.Query.ContainsKey("monitor") },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task An_exclusion_passes_and_is_counted(string reason, Action<WaitingRoomExclusions> exclude)
    {
        using var bypasses = new BypassListener();
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => exclude(policy.Exclude),
            Map = app => app.MapGet("/shop/site.css", () => "css").RequireWaitingRoom("checkout"),
        });
        for (var i = 0; i < 3; i++)
            Assert.Equal("css", (await shop.Browser().OpenAsync("/shop/site.css?monitor=1")).Should(HttpStatusCode.OK).Text);
        Assert.Equal(0, await shop.JoinedAsync());
        Assert.Equal(3, bypasses.Count(reason));
    }

    [Theory]
    [InlineData("/shops")]
    [InlineData("/shop.css/page")]
    public async Task An_excluded_path_counts_by_segment(string path)
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy =>
            {
                policy.Exclude.Paths.Add("/shop");
                policy.Exclude.Extensions.Add(".css");
            },
            Map = app => app.MapGet(path, () => "in").RequireWaitingRoom("checkout"),
        });
        (await shop.Browser().OpenAsync(path)).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync(path)).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task The_application_may_refuse_a_place_and_hears_who_is_let_in_and_who_waits()
    {
        var heard = new List<string>();
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy =>
            {
                policy.OnJoining = joining =>
                {
                    if (joining.HttpContext.Request.Headers.UserAgent == "bot")
                        joining.Reject(Results.StatusCode(418));
                    return ValueTask.CompletedTask;
                };
                policy.OnAdmitted = _ => Note("admitted");
                policy.OnRejected = _ => Note("rejected");
                ValueTask Note(string what)
                {
                    heard.Add(what);
                    return ValueTask.CompletedTask;
                }
            },
        });
        Assert.Equal(418, (int)(await shop.Browser().SendAsync(HttpMethod.Get, "/shop", ("User-Agent", "bot"))).Status);
        Assert.Equal(0, await shop.JoinedAsync());
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
        Assert.Equal(["admitted", "rejected"], heard);
    }

    [Theory]
    [InlineData("/area", HttpStatusCode.TooManyRequests)]
    [InlineData("/AREA/deep/page.html", HttpStatusCode.TooManyRequests)]
    [InlineData("/areas", HttpStatusCode.NotFound)]
    [InlineData("/area/open", HttpStatusCode.OK)]
    public async Task A_path_is_gated_that_has_no_endpoint(string path, HttpStatusCode status)
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Gate = gate => gate.ForPath("/area", "checkout"),
            Map = app => app.MapGet("/area/open", () => "open").DisableWaitingRoom(),
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Equal(status, (await shop.Browser().OpenAsync(path)).Status);
    }

    [Fact]
    public async Task An_attribute_wins_over_the_group_and_disabling_over_all()
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Map = app =>
            {
                var group = app.MapGroup("/g").RequireWaitingRoom("checkout");
                group.MapGet("/own", [WaitingRoom("other")] () => "own");
                group.MapGet("/open", [DisableWaitingRoom] () => "open");
                group.MapGet("/both", [DisableWaitingRoom] () => "both").RequireWaitingRoom("checkout");
                group.MapGet("/group", () => "group");
            },
        });
        (await shop.Browser().OpenAsync("/g/group")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/g/group")).Should(HttpStatusCode.TooManyRequests);
        foreach (var open in (string[])["/g/own", "/g/open", "/g/both"])
            (await shop.Browser().OpenAsync(open)).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/g/own")).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Two_policies_of_one_event_share_sessions()
    {
        var eventId = Fresh.Event();
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => policy.EventId = eventId,
            Services = services => services.AddWaitingRoom().AddPolicy("second", eventId),
            Map = app => app.MapGet("/second", (HttpContext context) => context.GetShopper()!.Session.SessionId).RequireWaitingRoom("second"),
        });
        using var browser = shop.Browser();
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
        Assert.Equal((await browser.OpenAsync("/shop")).Text, (await browser.OpenAsync("/second")).Should(HttpStatusCode.OK).Text);
    }

    [Theory]
    [InlineData(null, "/shop/pay", "/")]
    [InlineData("/shop?size=xl", "/shop/pay", "/shop?size=xl")]
    [InlineData("https://evil.example/shop", "/shop/pay", "/")]
    [InlineData("//evil.example", "/shop/pay", "/")]
    [InlineData(null, "/shop?x=1", "/shop?x=1")]
    [InlineData("javascript:alert(1)", "/shop", "/shop")]
    public async Task A_form_that_meets_the_page_goes_back_to_where_it_can_be_filled_in_again(string? referer, string path, string expected)
    {
        WaitingPageContext? page = null;
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => policy.Page.Render = context =>
            {
                page = context;
                return ValueTask.FromResult(Results.Content("<p>own page", "text/html"));
            },
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        var address = referer is ['/', not '/', ..] ? new Uri(shop.Address, referer).ToString() : referer;
        var answer = await shop.Browser().PostAsync(path, address is null ? [] : [("Referer", address)]);
        Assert.Equal((HttpStatusCode.TooManyRequests, "<p>own page", "no-store"), (answer.Status, answer.Text, answer.Header("Cache-Control")));
        Assert.Equal((expected, true), (page!.ReturnUrl, page.IsFormLost));
    }

    [Fact]
    public async Task A_role_passes()
    {
        var shop = await OpenAsync(OneAtATime with
        {
            Policy = policy => policy.Exclude.Role = "staff",
            Use = app =>
            {
                app.UseRouting();
                app.Use((context, next) =>
                {
                    if (context.Request.Headers.ContainsKey("X-Staff"))
                        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "staff")], "test"));
                    return next(context);
                });
                app.UseWaitingRoom();
            },
        });
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.OK);
        (await shop.Browser().SendAsync(HttpMethod.Get, "/shop", ("X-Staff", "1"))).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/shop")).Should(HttpStatusCode.TooManyRequests);
    }

    /// <summary>Counts the bypasses of this process by reason; the reasons of one test are no other test's.</summary>
    private sealed class BypassListener : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentQueue<string> _reasons = new();

        public BypassListener()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == GateMetrics.Bypasses)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => _reasons.Enqueue((string)tags[1].Value!));
            _listener.Start();
        }

        public int Count(string reason) => _reasons.Count(found => found == reason);

        public void Dispose() => _listener.Dispose();
    }
}
