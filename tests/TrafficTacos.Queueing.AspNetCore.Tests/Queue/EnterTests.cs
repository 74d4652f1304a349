using System.Net;
using System.Net.Http.Json;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>POST /queue/enter.</summary>
public abstract class EnterTests(string? redis) : ShopTests(redis)
{
    [Fact]
    public async Task Whoever_is_ready_is_granted_a_reservation_token_for_30_seconds()
    {
        var shop = await OpenAsync();
        var entered = (await shop.Queue.EnterAsync(await shop.Queue.TokenAsync(Fresh.Event()))).Should(HttpStatusCode.OK);
        Assert.Equal(["admission", "reservation_token", "ttl_sec"], entered.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("granted", entered.String("admission"));
        Assert.Equal(30, entered.Number("ttl_sec"));
        Assert.Matches("^[A-Za-z0-9_-]+$", entered.String("reservation_token"));
        Assert.Equal("no-store", entered.Header("Cache-Control"));
    }

    /// <summary>As <c>curl -d ''</c> sends it.</summary>
    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task With_the_token_in_the_header_an_empty_body_is_none_whatever_its_type(string type)
    {
        var shop = await OpenAsync();
        var enter = new RawRequest("POST", Shop.Prefix + "/enter").With("X-Waiting-Token: " + await shop.Queue.TokenAsync(Fresh.Event()), "Content-Type: " + type);
        (await enter.SendAsync(shop.Address)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Entering_again_grants_the_same_pass()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var first = (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK);
        var again = (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal(first.String("reservation_token"), again.String("reservation_token"));
        Assert.InRange(again.Number("ttl_sec"), 1, 30);
    }

    [Fact]
    public async Task Whoever_is_not_ready_is_denied_and_told_when_to_come_back()
    {
        var shop = await OpenAsync(Scarce);
        var eventId = Fresh.Event();
        await shop.Queue.TokenAsync(eventId);
        var second = await shop.Queue.TokenAsync(eventId);
        var denied = await shop.Queue.EnterAsync(second);
        denied.ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
        Assert.Equal(["admission", "reason", "retry_after_ms", "position", "error"], denied.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("denied", denied.String("admission"));
        Assert.Contains('2', denied.String("reason"));
        // The second token comes in a thousand seconds, whoever takes the first.
        Assert.InRange(denied.Number("retry_after_ms"), 900_000, 1_000_000);
        var seconds = long.Parse(denied.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((denied.Number("retry_after_ms") + 999) / 1000, seconds);
        Assert.Equal("no-store", denied.Header("Cache-Control"));
        Assert.Equal("waiting", (await shop.Queue.StatusAsync(second)).String("status"));
    }

    [Fact]
    public async Task A_paused_event_denies_and_says_why()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var token = await shop.Queue.TokenAsync(eventId);
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Paused });
        var denied = await shop.Queue.EnterAsync(token);
        denied.ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
        Assert.Contains("paused", denied.String("reason"), StringComparison.Ordinal);
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Normal });
        (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_rarest_admissions_are_a_denial_and_no_fault()
    {
        var shop = await OpenAsync(Scarce with
        {
            Options = options =>
            {
                Scarce.Options(options);
                options.AdmissionsPerSecond = double.Epsilon;
            },
        });
        var eventId = Fresh.Event();
        await shop.Queue.TokenAsync(eventId);
        var second = await shop.Queue.TokenAsync(eventId);
        Assert.Equal("waiting", (await shop.Queue.StatusAsync(second)).Should(HttpStatusCode.OK).String("status"));
        (await shop.Queue.EnterAsync(second)).ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
    }

    [Fact]
    public async Task Another_users_token_is_refused_and_the_place_stays()
    {
        var shop = await OpenAsync();
        var owner = Fresh.User();
        var token = await shop.Queue.TokenAsync(Fresh.Event(), owner);
        (await shop.Queue.EnterAsync(token, Fresh.User())).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await shop.Queue.EnterAsync(token)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await shop.Queue.EnterAsync(token, owner)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_anonymous_token_is_bound_to_whoever_enters_with_it()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var user = Fresh.User();
        var pass = (await shop.Queue.EnterAsync(token, user)).Should(HttpStatusCode.OK).String("reservation_token");
        (await shop.Queue.EnterAsync(token, Fresh.User())).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        Assert.Equal(pass, (await shop.Queue.EnterAsync(token, user)).String("reservation_token"));
    }

    [Fact]
    public async Task Where_a_user_is_required_nobody_else_enters()
    {
        var shop = await OpenAsync(new ShopPlan { Endpoints = options => options.RequireUserToEnter = true });
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var refused = await shop.Queue.EnterAsync(token);
        refused.ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        Assert.Equal("Bearer", refused.Header("WWW-Authenticate"));
        Assert.Equal("no-store", refused.Header("Cache-Control"));
        (await shop.Queue.EnterAsync(token, Fresh.User())).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_token_may_come_in_the_header_without_a_body()
    {
        var shop = await OpenAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/enter").With("X-Waiting-Token", await shop.Queue.TokenAsync(Fresh.Event()));
        (await shop.Http.AskAsync(request)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_without_a_token_leaves_it_to_the_header()
    {
        var shop = await OpenAsync();
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/enter") { Content = JsonContent.Create(new { }) }
            .With("X-Waiting-Token", await shop.Queue.TokenAsync(Fresh.Event()));
        (await shop.Http.AskAsync(request)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_place_that_is_gone_cannot_be_entered()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        await shop.Queue.LeaveAsync(token);
        (await shop.Queue.EnterAsync(token)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
    }
}

public sealed class EnterInMemoryTests() : EnterTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class EnterOnRedisTests(RedisFixture redis) : EnterTests(redis.Address);
