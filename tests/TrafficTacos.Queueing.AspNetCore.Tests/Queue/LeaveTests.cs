using System.Net;
using System.Text;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>DELETE and POST /queue/leave.</summary>
public abstract class LeaveTests(string? redis) : ShopTests(redis)
{
    [Fact]
    public async Task Leaving_gives_the_place_up_and_leaving_twice_is_no_error()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var token = await shop.Queue.TokenAsync(eventId);
        for (var i = 0; i < 2; i++)
        {
            var left = (await shop.Queue.LeaveAsync(token)).Should(HttpStatusCode.OK);
            Assert.Equal(["status", "message"], left.Json.EnumerateObject().Select(property => property.Name));
            Assert.Equal("left", left.String("status"));
            Assert.NotEqual("", left.String("message"));
            Assert.Equal("no-store", left.Header("Cache-Control"));
        }

        Assert.Equal(1, (await shop.Queue.JoinAsync(eventId)).Number("position_hint"));
    }

    [Fact]
    public async Task Everybody_behind_moves_up()
    {
        var shop = await OpenAsync(Scarce);
        var eventId = Fresh.Event();
        var (first, second) = (await shop.Queue.TokenAsync(eventId), await shop.Queue.TokenAsync(eventId));
        (await shop.Queue.LeaveAsync(first)).Should(HttpStatusCode.OK);
        Assert.Equal(1, (await shop.Queue.StatusAsync(second)).Number("position"));
    }

    [Fact]
    public async Task The_token_may_come_in_the_header()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        var request = new HttpRequestMessage(HttpMethod.Delete, Shop.Prefix + "/leave").With("X-Waiting-Token", token);
        (await shop.Http.AskAsync(request)).Should(HttpStatusCode.OK);
        Assert.Equal("expired", (await shop.Queue.StatusAsync(token)).String("status"));
    }

    public static TheoryData<string?, string?> Beacons { get; } = new()
    {
        { null, null },
        { "", null },
        { "", "text/plain;charset=UTF-8" },
        { "bye", "text/plain;charset=UTF-8" },
        { "{", "application/json" },
        { "a=b", "application/x-www-form-urlencoded" },
        { "--x--", "multipart/form-data; boundary=x" },
        { "\u0000\u0001", "application/octet-stream" },
        { "bye", null },
        { "bye", "no type at all" },
    };

    [Theory]
    [MemberData(nameof(Beacons))]
    public async Task A_beacon_with_any_body_leaves_softly_and_a_poll_takes_the_place_back(string? body, string? contentType)
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var (token, behind) = (await shop.Queue.TokenAsync(eventId), await shop.Queue.TokenAsync(eventId));
        var beacon = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (contentType is not null)
            beacon!.Headers.TryAddWithoutValidation("Content-Type", contentType);
        Assert.Equal("left", (await shop.Queue.LeaveSoftlyAsync(token, beacon)).Should(HttpStatusCode.OK).String("status"));

        var restored = (await shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal("ready", restored.String("status"));
        Assert.Equal(1, restored.Number("position"));
        Assert.Equal(2, (await shop.Queue.StatusAsync(behind)).Number("position"));
        (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_beacon_and_one_after_leaving_are_no_error()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        (await shop.Queue.LeaveSoftlyAsync(token)).Should(HttpStatusCode.OK);
        (await shop.Queue.LeaveSoftlyAsync(token)).Should(HttpStatusCode.OK);
        (await shop.Queue.LeaveAsync(token)).Should(HttpStatusCode.OK);
        (await shop.Queue.LeaveSoftlyAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal("expired", (await shop.Queue.StatusAsync(token)).String("status"));
    }

    [Fact]
    public async Task A_pass_outlives_leaving()
    {
        var shop = await OpenAsync();
        var token = await shop.Queue.TokenAsync(Fresh.Event());
        (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK);
        (await shop.Queue.LeaveAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal("admitted", (await shop.Queue.StatusAsync(token)).String("status"));
    }
}

public sealed class LeaveInMemoryTests() : LeaveTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class LeaveOnRedisTests(RedisFixture redis) : LeaveTests(redis.Address);
