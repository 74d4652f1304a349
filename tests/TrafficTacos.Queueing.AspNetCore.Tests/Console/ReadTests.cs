using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>What operators read of events.</summary>
public abstract class ReadTests(string? redis) : ShopTests(redis)
{
    private static readonly string[] RowFields =
    [
        "event_id", "at", "phase", "mode", "length", "remembered", "admitted", "shoppers", "maximum_shoppers", "rate_now", "admissions_per_second", "wait_p50_seconds", "opens_at", "draw_at", "alerts",
    ];

    [Fact]
    public async Task An_event_is_in_the_list_and_has_its_numbers()
    {
        var (shop, eventId) = await CrowdAsync();
        var me = ConsoleClient.Of(shop, ConsoleClient.Viewer);
        var row = (await me.GetAsync("/events")).Should(HttpStatusCode.OK).Json.GetProperty("events").EnumerateArray().Single(row => row.GetProperty("event_id").GetString() == eventId);
        Assert.Equal(RowFields.Order(StringComparer.Ordinal), row.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));

        var found = (await me.GetAsync($"/events/{eventId}")).Should(HttpStatusCode.OK);
        Assert.Equal((eventId, "open", "normal"), (found.String("event_id"), found.String("phase"), found.String("mode")));
        Assert.Equal((11, 1, 1, 0), (found.Number("length"), found.Number("admitted"), found.Number("shoppers"), found.Number("maximum_shoppers")));
        Assert.Equal((12, 1), (found.Json.GetProperty("counts").GetProperty("joined").GetInt64(), found.Json.GetProperty("counts").GetProperty("admitted").GetInt64()));
        Assert.Equal(0.001, found.Json.GetProperty("settings").GetProperty("admissions_per_second").GetDouble());
        Assert.Empty(found.Json.GetProperty("settings").GetProperty("changed").EnumerateArray());
        // One every thousand seconds, and the bucket is empty: eleven take eleven thousand seconds.
        var (at, allIn) = (found.Json.GetProperty("at").GetDateTimeOffset(), found.Json.GetProperty("all_in"));
        Assert.InRange((allIn.GetProperty("p50_at").GetDateTimeOffset() - at).TotalSeconds, 10_000, 12_000);
        Assert.True(allIn.GetProperty("p10_at").GetDateTimeOffset() < allIn.GetProperty("p50_at").GetDateTimeOffset());
        Assert.True(allIn.GetProperty("p50_at").GetDateTimeOffset() < allIn.GetProperty("p90_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_change_that_is_typed_says_what_it_would_do_and_does_nothing()
    {
        var (shop, eventId) = await CrowdAsync();
        var me = ConsoleClient.Of(shop, ConsoleClient.Viewer);
        var twice = (await me.GetAsync($"/events/{eventId}/forecast?admissions_per_second=0.002")).Should(HttpStatusCode.OK);
        var now = twice.Json.GetProperty("now").GetProperty("p50_at").GetDateTimeOffset();
        Assert.InRange((now - twice.Json.GetProperty("then").GetProperty("p50_at").GetDateTimeOffset()).TotalSeconds, 5_000, 6_000);
        var paused = (await me.GetAsync($"/events/{eventId}/forecast?mode=paused")).Should(HttpStatusCode.OK);
        Assert.Equal((System.Text.Json.JsonValueKind.Null, "paused"), (paused.Json.GetProperty("then").ValueKind, paused.String("reason")));
        Assert.Equal(0.001, (await shop.Room.GetSettingsAsync(eventId)).AdmissionsPerSecond);
        foreach (var query in (string[])["admissions_per_second=fast", "admissions_per_second=-1", "maximum_shoppers=1.5", "mode=recovering"])
            (await me.GetAsync($"/events/{eventId}/forecast?{query}")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
    }

    [Fact]
    public async Task What_operators_did_is_told_newest_first()
    {
        var (shop, eventId) = await CrowdAsync();
        var me = ConsoleClient.Of(shop);
        foreach (var rate in (int[])[2, 3, 4])
            (await me.PatchAsync($"/events/{eventId}/settings", new { admissions_per_second = rate })).Should(HttpStatusCode.OK);
        var audit = (await me.GetAsync($"/events/{eventId}/audit?limit=2")).Should(HttpStatusCode.OK).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["4", "3"], audit.Select(entry => entry.GetProperty("detail").GetString()![^1..]));
        Assert.All(audit, entry => Assert.Equal(ConsoleClient.Operator, entry.GetProperty("who").GetString()));
        (await me.GetAsync($"/events/{eventId}/audit?limit=0")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.GetAsync($"/events/{eventId}/audit?limit=1001")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
    }

    [Fact]
    public async Task The_history_begins_where_it_is_asked_for()
    {
        var (shop, eventId) = await CrowdAsync();
        var me = ConsoleClient.Of(shop);
        // Maintenance writes a record each ten seconds; the first comes with the first maintenance of a full event.
        await Eventually.IsTrueAsync(async () => (await me.GetAsync($"/events/{eventId}/history?minutes=5")).Json.GetProperty("moments").GetArrayLength() > 0);
        var moment = (await me.GetAsync($"/events/{eventId}/history?minutes=5")).Json.GetProperty("moments").EnumerateArray().Last();
        Assert.Equal((11, 1, "normal"), (moment.GetProperty("length").GetInt64(), moment.GetProperty("shoppers").GetInt64(), moment.GetProperty("mode").GetString()));
        (await me.GetAsync($"/events/{eventId}/history?minutes=0")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.GetAsync($"/events/{eventId}/history?minutes=1e3")).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
    }

    [Theory]
    [InlineData("/events/not%20an%20id")]
    [InlineData("/events/%3Cscript%3E/audit")]
    [InlineData("/events/%3Cscript%3E/stream")]
    public async Task What_is_no_event_id_is_refused(string path)
    {
        var shop = await OpenAsync(ConsoleClient.Plan());
        (await ConsoleClient.Of(shop).GetAsync(path)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_EVENT_ID");
    }

    [Fact]
    public async Task An_event_that_nobody_knows_has_zeros()
    {
        var shop = await OpenAsync(ConsoleClient.Plan());
        var found = (await ConsoleClient.Of(shop).GetAsync($"/events/{Fresh.Event()}")).Should(HttpStatusCode.OK);
        Assert.Equal((0, "empty"), (found.Number("length"), found.String("all_in_reason")));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, found.Json.GetProperty("all_in").ValueKind);
        Assert.Empty(found.Json.GetProperty("alerts").EnumerateArray());
    }

    /// <summary>Twelve joined, one was let in, and the next one is in a quarter of an hour.</summary>
    private async Task<(Shop Shop, string EventId)> CrowdAsync()
    {
        var eventId = Fresh.Event();
        var shop = await OpenAsync(ConsoleClient.Plan(Scarce with { Options = options => { Scarce.Options(options); options.KnownEvents.Add(eventId); } }));
        await shop.Queue.PassAsync(eventId);
        for (var i = 0; i < 11; i++)
            await shop.Queue.TokenAsync(eventId);
        // The list has an event once a gateway has maintained it.
        await Eventually.IsTrueAsync(async () => (await ConsoleClient.Of(shop).GetAsync("/events")).Text.Contains(eventId, StringComparison.Ordinal));
        return (shop, eventId);
    }
}

public sealed class ReadInMemoryTests() : ReadTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class ReadOnRedisTests(RedisFixture redis) : ReadTests(redis.Address);
