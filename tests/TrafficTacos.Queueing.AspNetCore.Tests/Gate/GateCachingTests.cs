using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>The gate with caches in front of it and behind.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class GateCachingTests(RedisFixture redis) : GatedShopTests(redis.Address)
{
    /// <summary>So that it has a journal, and a session that is fresh needs neither the store nor a new cookie.</summary>
    private static readonly Action<WaitingRoomOptions> Known = options => options.KnownEvents.Add("event-*");

    private static readonly string[] SharedOnly = ["CDN-Cache-Control", "Cloudflare-CDN-Cache-Control", "Surrogate-Control", "X-Accel-Expires"];

    [Fact]
    public async Task What_shared_caches_obey_does_not_leave_the_gate()
    {
        var shop = await OpenAsync(Quiet with
        {
            Options = Known,
            Map = app => app.MapGet("/public", (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, s-maxage=60, max-age=60";
                foreach (var name in SharedOnly)
                    context.Response.Headers[name] = "max-age=60";
                return "public";
            }).RequireWaitingRoom("checkout"),
        });
        using var browser = shop.Browser();
        // With a cookie of ours at first, and later without.
        await Eventually.IsTrueAsync(async () =>
        {
            var answer = (await browser.OpenAsync("/public")).Should(HttpStatusCode.OK);
            var hasCookie = answer.Header("Set-Cookie") is not null;
            Assert.Equal(hasCookie ? "no-store, private" : "max-age=60, private", string.Join(", ", answer.Header("Cache-Control")!.Split(", ").Order(StringComparer.Ordinal)));
            Assert.All(SharedOnly, name => Assert.Null(answer.Header(name)));
            return !hasCookie;
        });
    }

    [Fact]
    public async Task An_output_cache_in_front_stores_nothing_of_the_gate()
    {
        var shop = await OpenAsync(Cached(app =>
        {
            app.UseRouting();
            app.UseOutputCache();
            app.UseWaitingRoom();
        }));
        using var inside = shop.Browser();
        for (var i = 0; i < 3; i++)
            (await inside.OpenAsync("/cached")).Should(HttpStatusCode.OK);
        var page = (await shop.Browser().OpenAsync("/cached")).Should(HttpStatusCode.TooManyRequests);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        (await inside.OpenAsync("/cached")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behind_the_gate_one_page_is_for_all_who_are_inside_and_for_nobody_else()
    {
        var shop = await OpenAsync(Cached(app =>
        {
            app.UseRouting();
            app.UseWaitingRoom();
            app.UseOutputCache();
        }));
        using var inside = shop.Browser();
        // What comes with a cookie is not stored.
        var (before, stored) = ("", "");
        await Eventually.IsTrueAsync(async () =>
        {
            (before, stored) = (stored, (await inside.OpenAsync("/cached")).Should(HttpStatusCode.OK).Text);
            return before == stored;
        });
        using var other = shop.Browser();
        (await other.OpenAsync("/cached")).Should(HttpStatusCode.TooManyRequests);
        await shop.LetInAsync(other);
        var cached = (await other.OpenAsync("/cached")).Should(HttpStatusCode.OK);
        Assert.Equal(stored, cached.Text);
        Assert.NotEqual(inside.Cookie("session")!.Value, other.Cookie("session")!.Value);
    }

    [Fact]
    public async Task A_response_cache_behind_the_gate_is_for_who_is_inside()
    {
        var shop = await OpenAsync(Cached(app =>
        {
            app.UseRouting();
            app.UseWaitingRoom();
            app.UseResponseCaching();
        }));
        (await shop.Browser().OpenAsync("/cached")).Should(HttpStatusCode.OK);
        (await shop.Browser().OpenAsync("/cached")).Should(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_response_cache_in_front_is_refused()
    {
        var shop = await OpenAsync(Cached(app =>
        {
            app.UseResponseCaching();
            app.UseRouting();
            app.UseWaitingRoom();
        }));
        (await shop.Browser().OpenAsync("/cached")).ShouldFail(HttpStatusCode.InternalServerError, "INTERNAL_ERROR");
    }

    private static GatedShopPlan Cached(Action<WebApplication> use)
    {
        var runs = 0;
        return OneAtATime with
        {
            Options = OneAtATime.Options + Known,
            Services = services =>
            {
                services.AddOutputCache();
                services.AddResponseCaching();
            },
            Use = use,
            Map = app => app.MapGet("/cached", (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=60";
                return $"run {++runs}";
            }).RequireWaitingRoom("checkout").CacheOutput(),
        };
    }
}
