using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Gate;

/// <summary>A policy that names an event makes it a known one.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class PolicyEventTests(RedisFixture redis)
{
    [Theory]
    [InlineData("in memory")]
    [InlineData("Redis, then the policy")]
    [InlineData("the policy, then Redis")]
    public async Task A_shopper_needs_neither_the_store_nor_a_new_cookie_where_nothing_but_a_policy_names_the_event(string order)
    {
        var eventId = Fresh.Event();
        await using var shop = await OpenAsync(
            room => room.AddPolicy("checkout", eventId), order == "Redis, then the policy" ? redis.Address : null, order == "the policy, then Redis" ? redis.Address : null);
        using var calls = new ScriptCalls();
        using var browser = new BrowserClient(shop.Address);
        browser.Headers["traceparent"] = calls.TraceParent;
        // Within a second the process has read which sessions have ended.
        await Eventually.IsTrueAsync(async () =>
        {
            var answer = (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
            return calls.Take().Length == 0 && answer.Header("Set-Cookie") is null;
        });
        for (var i = 0; i < 50; i++)
            Assert.Null((await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK).Header("Set-Cookie"));
        Assert.Empty(calls.Take());
    }

    [Fact]
    public void However_a_policy_names_it_the_event_is_known_and_a_selector_names_none()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Policy:EventId", "of-section")]).Build();
        var services = new ServiceCollection();
        services.AddWaitingRoom(options =>
            {
                options.KnownEvents.Add("summer-*");
                options.Events["Concert"] = new EventOptions();
            })
            .AddPolicy("plain", "of-text")
            .AddPolicy("again", "of-text")
            .AddPolicy("callback", policy => policy.EventId = "of-callback")
            .AddPolicy("section", configuration.GetSection("Policy"))
            .AddPolicy("known", "concert")
            .AddPolicy("selector", policy => policy.EventIdSelector = _ => ValueTask.FromResult<string?>("of-selector"));
        using var provider = services.BuildServiceProvider();
        var known = provider.GetRequiredService<IOptions<WaitingRoomOptions>>().Value.KnownEvents;
        Assert.Equal(["of-callback", "of-section", "of-text", "summer-*"], known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_exists_also_where_only_known_events_do()
    {
        await using var shop = await OpenAsync(room =>
        {
            room.AddPolicy("checkout", "concert");
            room.Services.Configure<WaitingRoomOptions>(options => options.KnownEventsOnly = true);
        });
        using var browser = new BrowserClient(shop.Address);
        (await browser.OpenAsync("/shop")).Should(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("no event", "Policy 'checkout': EventId is 'no event'")]
    [InlineData("concert-*", "Policy 'checkout': EventId is 'concert-*'")]
    [InlineData(null, "Policy 'checkout': set EventId or EventIdSelector")]
    public async Task A_wrong_id_stops_the_start_and_says_so(string? eventId, string message)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => OpenAsync(room => room.AddPolicy("checkout", policy => policy.EventId = eventId)));
        Assert.StartsWith(message, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    private static Task<Shop> OpenAsync(Action<WaitingRoomBuilder> room, string? before = null, string? after = null) => Shop.OpenAsync(new ShopPlan
    {
        Redis = before,
        Room = builder =>
        {
            room(builder);
            if (after is not null)
                builder.UseRedis(after);
        },
        Use = app => app.UseRouting().UseWaitingRoom(),
        Map = app => app.MapGet("/shop", () => "in").RequireWaitingRoom("checkout"),
    });
}
