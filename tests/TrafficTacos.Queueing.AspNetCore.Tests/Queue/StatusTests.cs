using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>GET /queue/status.</summary>
public abstract class StatusTests(string? redis) : ShopTests(redis)
{
    private static readonly string[] Fields =
    [
        "status", "position", "eta_sec", "waiting_time", "ready_for_entry", "eta_p90_sec", "eta_confidence", "queue_length", "paused", "mode", "poll_after_ms",
    ];

    [Fact]
    public async Task The_first_of_a_fresh_queue_is_ready()
    {
        var shop = await OpenAsync();
        var status = (await shop.Queue.StatusAsync(await shop.Queue.TokenAsync(Fresh.Event()))).Should(HttpStatusCode.OK);
        Assert.Equal([.. Fields, "enter_within_sec", "shoppers_full", "phase", "support_code"], status.Json.EnumerateObject().Select(property => property.Name));
        Assert.InRange(status.Number("enter_within_sec"), 9, 10);
        Assert.Equal("normal", status.String("mode"));
        Assert.Equal("ready", status.String("status"));
        Assert.True(status.Flag("ready_for_entry"));
        Assert.Equal(1, status.Number("position"));
        Assert.Equal(0, status.Number("eta_sec"));
        Assert.Equal(1, status.Number("queue_length"));
        Assert.False(status.Flag("paused"));
        Assert.Equal("no-store", status.Header("Cache-Control"));
    }

    [Fact]
    public async Task Whoever_is_not_ready_waits_and_is_told_how_long()
    {
        var shop = await OpenAsync(Scarce);
        var eventId = Fresh.Event();
        await shop.Queue.TokenAsync(eventId);
        var status = (await shop.Queue.StatusAsync(await shop.Queue.TokenAsync(eventId))).Should(HttpStatusCode.OK);
        Assert.Equal([.. Fields, "shoppers_full", "phase", "support_code", "board_key"], status.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("waiting", status.String("status"));
        Assert.False(status.Flag("ready_for_entry"));
        Assert.Equal(2, status.Number("position"));
        Assert.Equal(2, status.Number("queue_length"));
        // One token is there, one more comes in a thousand seconds. A full bucket earns nothing, and a new event is not expected to
        // take from it before people have waited the 5 s of the far positions and polled, which is another second.
        Assert.InRange(status.Number("eta_sec"), 996, 1006);
        Assert.True(status.Number("eta_p90_sec") > status.Number("eta_sec"));
        Assert.InRange(status.Json.GetProperty("eta_confidence").GetDouble(), 0.01, 1);
        Assert.InRange(status.Number("poll_after_ms"), 2001, 15_000);
    }

    [Fact]
    public async Task A_hidden_page_is_answered_as_any_other()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var status = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, $"{Shop.Prefix}/status?token={token}&hidden=true"));
        Assert.Equal("ready", status.Should(HttpStatusCode.OK).String("status"));
    }

    [Fact]
    public async Task The_token_may_come_in_the_header()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var request = new HttpRequestMessage(HttpMethod.Get, Shop.Prefix + "/status").With("X-Waiting-Token", token);
        Assert.Equal("ready", (await shop.Http.AskAsync(request)).Should(HttpStatusCode.OK).String("status"));
    }

    [Fact]
    public async Task The_header_wins_over_the_query()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var (first, second) = (await shop.Queue.TokenAsync(eventId), await shop.Queue.TokenAsync(eventId));
        var request = new HttpRequestMessage(HttpMethod.Get, $"{Shop.Prefix}/status?token={first}").With("X-Waiting-Token", second);
        Assert.Equal(2, (await shop.Http.AskAsync(request)).Number("position"));
    }

    [Fact]
    public async Task A_genuine_token_whose_place_is_gone_is_expired_at_position_0()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        await shop.Queue.LeaveAsync(token);
        var status = (await shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal([.. Fields, "shoppers_full", "phase", "support_code"], status.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("expired", status.String("status"));
        Assert.Equal(0, status.Number("position"));
        Assert.False(status.Flag("ready_for_entry"));
    }

    [Fact]
    public async Task Whoever_has_entered_is_admitted_while_the_pass_lives()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var pass = (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK).String("reservation_token");
        var status = (await shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal([.. Fields, "reservation_token", "ttl_sec", "shoppers_full", "phase", "support_code"], status.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("admitted", pass), (status.String("status"), status.String("reservation_token")));
        Assert.InRange(status.Number("ttl_sec"), 1, 30);
        Assert.Equal(0, status.Number("position"));
        Assert.Equal(0, status.Number("queue_length"));
        Assert.False(status.Flag("ready_for_entry"));
    }

    [Fact]
    public async Task A_paused_event_says_so_and_nobody_is_ready()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var token = await shop.Queue.TokenAsync(eventId);
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Paused });
        var status = await shop.Queue.StatusAsync(token);
        Assert.True(status.Flag("paused"));
        Assert.Equal("waiting", status.String("status"));
        Assert.True(status.Number("eta_sec") >= 1);
    }

    [Fact]
    public async Task A_token_of_another_waiting_room_is_not_found()
    {
        var shop = await OpenAsync();
        await using var foreign = await Shop.OpenAsync();
        var token = await foreign.Queue.TokenAsync(Fresh.Event());
        var status = await shop.Queue.StatusAsync(token);
        status.ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        Assert.Equal("no-store", status.Header("Cache-Control"));
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing_to_look_for()
    {
        var shop = await OpenAsync();
        (await shop.Http.AskAsync(HttpMethod.Get, Shop.Prefix + "/status")).ShouldFail(HttpStatusCode.BadRequest, "MISSING_TOKEN");
    }
}

public sealed class StatusInMemoryTests() : StatusTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class StatusOnRedisTests(RedisFixture redis) : StatusTests(redis.Address);
