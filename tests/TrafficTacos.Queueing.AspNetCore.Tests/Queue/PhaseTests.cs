using System.Net;
using TrafficTacos.Queueing.AspNetCore.Tests.Admission;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Queue;

/// <summary>Schedule, modes and message over HTTP.</summary>
public abstract class PhaseTests(string? redis) : ShopTests(redis)
{
    private static DateTimeOffset In(int minutes) => TimeProvider.System.GetUtcNow().AddMinutes(minutes);

    [Fact]
    public async Task Before_it_gathers_a_join_is_403_and_says_when()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var change = new EventSettingsChange { GatherAt = In(30), OpensAt = In(60), Message = new EventMessage { Text = "Doors at ten" } };
        await shop.Room.ChangeSettingsAsync(eventId, change);
        var refused = await shop.Queue.JoinAsync(eventId);
        refused.ShouldFail(HttpStatusCode.Forbidden, "EVENT_NOT_OPEN");
        Assert.Equal(("scheduled", "normal", "Doors at ten"), (refused.String("phase"), refused.String("mode"), refused.String("message")));
        Assert.Equal(change.GatherAt!.Value, refused.Json.GetProperty("gather_at").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(change.OpensAt!.Value, refused.Json.GetProperty("opens_at").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task While_it_gathers_everybody_waits_and_knows_until_when()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { OpensAt = In(60) });
        var joined = (await shop.Queue.JoinAsync(eventId)).Should(HttpStatusCode.Accepted);
        Assert.Equal(("waiting", "gathering"), (joined.String("status"), joined.String("phase")));
        var token = joined.String("waiting_token");
        var status = (await shop.Queue.StatusAsync(token)).Should(HttpStatusCode.OK);
        Assert.Equal(("waiting", "gathering", 1), (status.String("status"), status.String("phase"), status.Number("position")));
        Assert.InRange(status.Number("eta_sec"), 3_590, 3_600);
        Assert.True(status.Json.TryGetProperty("opens_at", out _));
        var denied = await shop.Queue.EnterAsync(token);
        denied.ShouldFail(HttpStatusCode.Forbidden, "NOT_READY");
        Assert.Contains("not open yet", denied.String("reason"), StringComparison.Ordinal);
        Assert.InRange(denied.Number("retry_after_ms"), 3_590_000, 3_600_000);
    }

    [Fact]
    public async Task After_it_has_closed_a_join_is_410_and_a_place_has_expired()
    {
        var shop = await OpenAsync(Scarce);
        var eventId = Fresh.Event();
        await shop.Queue.TokenAsync(eventId);
        var second = await shop.Queue.TokenAsync(eventId);
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { ClosesAt = TimeProvider.System.GetUtcNow().AddSeconds(-1) });
        (await shop.Queue.JoinAsync(eventId)).ShouldFail(HttpStatusCode.Gone, "EVENT_CLOSED");
        var status = (await shop.Queue.StatusAsync(second)).Should(HttpStatusCode.OK);
        Assert.Equal(("expired", "closed", 0), (status.String("status"), status.String("phase"), status.Number("position")));
    }

    [Fact]
    public async Task A_draining_event_refuses_new_places_only()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var token = await shop.Queue.TokenAsync(eventId);
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Draining });
        var refused = await shop.Queue.JoinAsync(eventId);
        refused.ShouldFail(HttpStatusCode.Forbidden, "EVENT_NOT_OPEN");
        Assert.Equal(("open", "draining"), (refused.String("phase"), refused.String("mode")));
        Assert.Equal("ready", (await shop.Queue.StatusAsync(token)).String("status"));
        (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_message_comes_in_the_language_of_the_request()
    {
        var shop = await OpenAsync();
        var eventId = Fresh.Event();
        var token = await shop.Queue.TokenAsync(eventId);
        var message = new EventMessage { Text = "Sold out", Translations = new Dictionary<string, string> { ["ko"] = "매진" } };
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Message = message });
        await Eventually.IsTrueAsync(async () => (await MessageAsync("ko-KR,ko;q=0.9,en;q=0.5")) == "매진");
        Assert.Equal("Sold out", await MessageAsync("de"));
        Assert.Equal("Sold out", await MessageAsync("not a language"));

        async Task<string?> MessageAsync(string languages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Shop.Prefix}/status?token={token}");
            request.Headers.TryAddWithoutValidation("Accept-Language", languages);
            using var response = await shop.Http.SendAsync(request);
            using var body = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return body.RootElement.TryGetProperty("message", out var text) ? text.GetString() : null;
        }
    }

    [Fact]
    public async Task An_event_that_is_off_lets_everybody_through_and_stores_nothing()
    {
        var shop = await OpenAsync(OrderDesk.Plan with { Options = options => options.Mode = EventMode.Off });
        var eventId = Fresh.Event();
        (await shop.OrderAsync(OrderDesk.Of(eventId), null)).Should(HttpStatusCode.OK);

        var joined = (await shop.Queue.JoinAsync(eventId)).Should(HttpStatusCode.Accepted);
        Assert.Equal(("admitted", "off"), (joined.String("status"), joined.String("mode")));
        var token = joined.String("waiting_token");
        Assert.Equal("admitted", (await shop.Queue.StatusAsync(token)).String("status"));
        var pass = (await shop.Queue.EnterAsync(token)).Should(HttpStatusCode.OK).String("reservation_token");
        (await shop.OrderAsync(OrderDesk.Of(eventId), pass)).Should(HttpStatusCode.OK);

        // Armed by a switch: a pass of before is none.
        await shop.Room.ChangeSettingsAsync(eventId, new EventSettingsChange { Mode = EventMode.Normal });
        await Eventually.IsTrueAsync(async () => (await shop.OrderAsync(OrderDesk.Of(eventId), pass)).Status == HttpStatusCode.Forbidden);
        (await shop.OrderAsync(OrderDesk.Of(eventId), pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_EXPIRED");
    }
}

public sealed class PhaseInMemoryTests() : PhaseTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class PhaseOnRedisTests(RedisFixture redis) : PhaseTests(redis.Address);
