using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>Whose a place is: of the token that a join brings, then of the user, then of the key.</summary>
public abstract class IdentityTests(string? redis) : ShopTests(redis)
{
    private readonly string _event = Fresh.Event();

    [Fact]
    public async Task A_place_is_kept_through_a_log_in()
    {
        var shop = await OpenAsync();
        await shop.Queue.TokenAsync(_event);
        var anonymous = await shop.Queue.TokenAsync(_event);
        await shop.Queue.TokenAsync(_event);

        var joined = (await shop.Queue.JoinAsync(_event, "alice", Fresh.Key(), token: anonymous)).Should(HttpStatusCode.Accepted);
        Assert.Equal(2, joined.Number("position_hint"));
        Assert.Equal("true", joined.Header("Idempotency-Replayed"));
        // On another device, without the token.
        Assert.Equal(2, (await shop.Queue.JoinAsync(_event, "alice")).Number("position_hint"));
        (await shop.Queue.EnterAsync(anonymous, "mallory")).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        (await shop.Queue.EnterAsync(anonymous, "alice")).Should(HttpStatusCode.OK);
        Assert.Equal(3, (await shop.Queue.JoinAsync(_event)).Number("position_hint"));
    }

    [Fact]
    public async Task A_reload_without_a_log_in_keeps_the_place_too()
    {
        var shop = await OpenAsync();
        await shop.Queue.TokenAsync(_event);
        var token = await shop.Queue.TokenAsync(_event);
        var joined = (await shop.Queue.JoinAsync(_event, token: token)).Should(HttpStatusCode.Accepted);
        Assert.Equal((2, token), (joined.Number("position_hint"), joined.String("waiting_token")));
        Assert.Equal(3, (await shop.Queue.JoinAsync(_event)).Number("position_hint"));
    }

    [Fact]
    public async Task A_token_of_another_user_event_or_gateway_or_of_a_place_that_is_gone_is_no_place()
    {
        var shop = await OpenAsync();
        var alice = await shop.Queue.TokenAsync(_event, "alice");
        Assert.Equal(2, (await shop.Queue.JoinAsync(_event, "bob", token: alice)).Number("position_hint"));
        var elsewhere = await shop.Queue.TokenAsync(Fresh.Event());
        Assert.Equal(3, (await shop.Queue.JoinAsync(_event, token: elsewhere)).Number("position_hint"));
        Assert.Equal(4, (await shop.Queue.JoinAsync(_event, token: "forged")).Number("position_hint"));
        var left = await shop.Queue.TokenAsync(_event);
        await shop.Queue.LeaveAsync(left);
        Assert.Equal(5, (await shop.Queue.JoinAsync(_event, token: left)).Number("position_hint"));
    }

    [Fact]
    public async Task Two_users_who_bring_one_token_are_two_people()
    {
        var shop = await OpenAsync();
        var anonymous = await shop.Queue.TokenAsync(_event);
        Assert.Equal(1, (await shop.Queue.JoinAsync(_event, "alice", token: anonymous)).Number("position_hint"));
        Assert.Equal(2, (await shop.Queue.JoinAsync(_event, "bob", token: anonymous)).Number("position_hint"));
    }

    [Fact]
    public async Task Who_brings_the_token_that_another_user_entered_with_is_somebody_else()
    {
        var shop = await OpenAsync();
        var anonymous = await shop.Queue.TokenAsync(_event);
        (await shop.Queue.EnterAsync(anonymous, "alice")).Should(HttpStatusCode.OK);
        Assert.Equal("admitted", (await shop.Queue.JoinAsync(_event, "alice", token: anonymous)).String("status"));
        var bob = (await shop.Queue.JoinAsync(_event, "bob", token: anonymous)).Should(HttpStatusCode.Accepted);
        Assert.Equal(("ready", 1), (bob.String("status"), bob.Number("position_hint")));
        Assert.NotEqual(anonymous, bob.String("waiting_token"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("alice")]
    public async Task A_reload_after_entering_finds_the_pass(string? user)
    {
        var shop = await OpenAsync(new ShopPlan { Endpoints = endpoints => endpoints.RequireUserToEnter = false });
        var key = Fresh.Key();
        var token = (await shop.Queue.JoinAsync(_event, user, key)).String("waiting_token");
        var pass = (await shop.Queue.EnterAsync(token, user)).Should(HttpStatusCode.OK).String("reservation_token");

        var joined = (await shop.Queue.JoinAsync(_event, user, key)).Should(HttpStatusCode.Accepted);
        Assert.Equal(("admitted", 0), (joined.String("status"), joined.Number("position_hint")));
        AssertPass(joined);
        AssertPass((await shop.Queue.JoinAsync(_event, user, token: token)).Should(HttpStatusCode.Accepted));
        AssertPass((await shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK));

        void AssertPass(Answer answer)
        {
            Assert.InRange(answer.Number("ttl_sec"), 1, 30);
            Assert.Equal(pass, answer.String("reservation_token"));
        }
    }
}

public sealed class IdentityInMemoryTests() : IdentityTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class IdentityOnRedisTests(RedisFixture redis) : IdentityTests(redis.Address);
