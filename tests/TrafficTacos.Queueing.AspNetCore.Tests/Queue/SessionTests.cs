using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>POST, GET and DELETE /queue/session, POST /queue/session/extend.</summary>
public abstract class SessionTests(string? redis) : ShopTests(redis)
{
    [Fact]
    public async Task A_reservation_token_turns_into_a_session_that_lasts_until_it_is_released()
    {
        var shop = await OpenAsync();
        var pass = await shop.Queue.PassAsync(Fresh.Event());
        var opened = (await shop.Queue.OpenSessionAsync(pass)).Should(HttpStatusCode.Created);
        Assert.Equal(["session_token", "session_id", "expires_in_sec", "extendable_until"], opened.Json.EnumerateObject().Select(property => property.Name));
        Assert.InRange(opened.Number("expires_in_sec"), 595, 600);
        var again = (await shop.Queue.OpenSessionAsync(pass)).Should(HttpStatusCode.Created);
        Assert.Equal(opened.String("session_id"), again.String("session_id"));

        var session = opened.String("session_token");
        var looked = (await shop.Queue.SessionAsync(session)).Should(HttpStatusCode.OK);
        Assert.Equal(opened.String("session_id"), looked.String("session_id"));
        Assert.InRange(looked.Number("warn_in_sec"), 564, 570);
        Assert.Equal("no-store", looked.Header("Cache-Control"));
        Assert.InRange((await shop.Queue.ExtendSessionAsync(session)).Should(HttpStatusCode.OK).Number("expires_in_sec"), 595, 600);
        for (var i = 0; i < 2; i++)
            Assert.Equal("released", (await shop.Queue.ReleaseSessionAsync(session)).Should(HttpStatusCode.OK).String("status"));
        (await shop.Queue.SessionAsync(session)).ShouldFail(HttpStatusCode.NotFound, "SESSION_NOT_FOUND");
        (await shop.Queue.ExtendSessionAsync(session)).ShouldFail(HttpStatusCode.NotFound, "SESSION_NOT_FOUND");
        (await shop.Queue.OpenSessionAsync(pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Fact]
    public async Task A_session_belongs_to_the_user_of_its_pass()
    {
        var shop = await OpenAsync();
        var (user, eventId) = (Fresh.User(), Fresh.Event());
        var pass = await shop.Queue.PassAsync(eventId, user);
        (await shop.Queue.OpenSessionAsync(pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var session = (await shop.Queue.OpenSessionAsync(pass, user)).Should(HttpStatusCode.Created).String("session_token");
        (await shop.Queue.SessionAsync(session, Fresh.User())).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await shop.Queue.ReleaseSessionAsync(session)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await shop.Queue.SessionAsync(session, user)).Should(HttpStatusCode.OK);

        var joined = (await shop.Queue.JoinAsync(eventId, user)).Should(HttpStatusCode.Accepted);
        Assert.Equal("admitted", joined.String("status"));
        Assert.InRange(joined.Number("expires_in_sec"), 595, 600);
        (await shop.Queue.SessionAsync(joined.String("session_token"), user)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_pass_may_come_in_the_header()
    {
        var shop = await OpenAsync();
        var pass = await shop.Queue.PassAsync(Fresh.Event());
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/session").With("X-Reservation-Token", pass);
        (await shop.Http.AskAsync(request)).Should(HttpStatusCode.Created);
    }

    [Fact]
    public async Task No_other_kind_of_token_is_a_session()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var waiting = await shop.Queue.TokenAsync(eventId);
        var pass = (await shop.Queue.EnterAsync(waiting)).String("reservation_token");
        var session = (await shop.Queue.OpenSessionAsync(pass)).String("session_token");
        foreach (var token in (string[])[waiting, pass, session[..^1] + (session[^1] == 'A' ? 'B' : 'A')])
            (await shop.Queue.SessionAsync(token)).ShouldFail(HttpStatusCode.NotFound, "SESSION_NOT_FOUND");
        (await shop.Queue.OpenSessionAsync(session)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await shop.Queue.StatusAsync(session)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
    }

    [Fact]
    public async Task A_full_shop_says_so()
    {
        var shop = await OpenAsync(new ShopPlan { Options = options => options.MaximumShoppers = 1 });
        var eventId = Fresh.Event();
        var (first, second) = (await shop.Queue.TokenAsync(eventId), await shop.Queue.TokenAsync(eventId));
        (await shop.Queue.OpenSessionAsync((await shop.Queue.EnterAsync(first)).String("reservation_token"))).Should(HttpStatusCode.Created);
        var waiting = (await shop.Queue.StatusAsync(second)).Should(HttpStatusCode.OK);
        Assert.Equal(("waiting", true), (waiting.String("status"), waiting.Json.GetProperty("shoppers_full").GetBoolean()));
        (await shop.Queue.EnterAsync(second)).ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
    }
}

public sealed class SessionInMemoryTests() : SessionTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class SessionOnRedisTests(RedisFixture redis) : SessionTests(redis.Address);
