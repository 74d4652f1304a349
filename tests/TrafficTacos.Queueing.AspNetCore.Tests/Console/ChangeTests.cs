using System.Net;
using System.Text.Json;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>What operators change.</summary>
public abstract class ChangeTests(string? redis) : ShopTests(redis)
{
    private const string Network = "X-Test-Network";

    [Fact]
    public async Task A_change_tells_old_and_new_and_its_undo_puts_it_back()
    {
        var (shop, eventId, me) = await OpenConsoleAsync();
        var path = $"/events/{eventId}/settings";
        (await me.PatchAsync(path, new { burst = 40 })).Should(HttpStatusCode.OK);
        var changed = (await me.PatchAsync(path, new
        {
            admissions_per_second = 7.5,
            burst = 50,
            mode = "paused",
            maximum_shoppers = 9,
            message = new Dictionary<string, string> { ["default"] = "Wait", ["ko"] = "기다려" },
        })).Should(HttpStatusCode.OK);
        var (before, after, undo) = (changed.Json.GetProperty("before"), changed.Json.GetProperty("after"), changed.Json.GetProperty("undo"));
        Assert.Equal((40, "normal"), (before.GetProperty("burst").GetInt32(), before.GetProperty("mode").GetString()));
        Assert.Equal((50, "paused", 9), (after.GetProperty("burst").GetInt32(), after.GetProperty("mode").GetString(), after.GetProperty("maximum_shoppers").GetInt32()));
        Assert.Equal("""{"ko":"기다려","default":"Wait"}""", Decoded(after.GetProperty("message")));
        Assert.Equal(["admissions_per_second", "burst", "mode", "maximum_shoppers", "message"], after.GetProperty("changed").EnumerateArray().Select(name => name.GetString()));
        // What an operator had set comes back with its value, all else as configured.
        Assert.Equal(40, undo.GetProperty("burst").GetInt32());
        Assert.Equal(["admissions_per_second", "mode", "maximum_shoppers", "message"], undo.GetProperty("reset").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["burst", "reset"], undo.EnumerateObject().Select(field => field.Name));

        var undone = (await me.PatchAsync(path, undo)).Should(HttpStatusCode.OK);
        Assert.Equal(before.GetRawText(), undone.Json.GetProperty("after").GetRawText());
        Assert.Equal(["burst"], (await shop.Room.GetSettingsAsync(eventId)).Changed.Select(setting => setting.ToString().ToLowerInvariant()));
        // And the undo of the undo is the change.
        var again = (await me.PatchAsync(path, undone.Json.GetProperty("undo"))).Should(HttpStatusCode.OK);
        Assert.Equal(after.GetRawText(), again.Json.GetProperty("after").GetRawText());
    }

    [Theory]
    [InlineData("off")]
    [InlineData("passthrough")]
    [InlineData("maintenance")]
    public async Task What_holds_for_everybody_needs_the_events_name(string mode)
    {
        var (shop, eventId, me) = await OpenConsoleAsync();
        var path = $"/events/{eventId}/settings";
        (await me.PatchAsync(path, new { mode })).ShouldFail(HttpStatusCode.BadRequest, "CONFIRMATION_REQUIRED");
        (await me.PatchAsync(path, new { mode, confirm = eventId + "x" })).ShouldFail(HttpStatusCode.BadRequest, "CONFIRMATION_REQUIRED");
        Assert.Equal(EventMode.Normal, (await shop.Room.GetSettingsAsync(eventId)).Mode);
        (await me.PatchAsync(path, new { mode, confirm = eventId })).Should(HttpStatusCode.OK);
        // Back to such a mode by undo is one click.
        var left = (await me.PatchAsync(path, new { mode = "normal" })).Should(HttpStatusCode.OK);
        Assert.Equal(mode, (await me.PatchAsync(path, left.Json.GetProperty("undo"))).Should(HttpStatusCode.OK).Json.GetProperty("after").GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData("""{"admissions_per_second":0}""", "AdmissionsPerSecond is 0")]
    [InlineData("""{"burst":0}""", "Burst is 0")]
    [InlineData("""{"mode":"recovering"}""", "mode is")]
    [InlineData("""{"order":"fastest"}""", "order is")]
    [InlineData("""{"reset":["everything"]}""", "reset has")]
    [InlineData("""{"message":{"default":"<b>hi</b>"}}""", "plain text")]
    [InlineData("""{"message":{"not a language":"hi"}}""", "no language")]
    [InlineData("""{"opens_at":"2001-01-01T00:00:00Z"}""", "")]
    [InlineData("{}", "Name a setting")]
    [InlineData("""{"confirm":"x"}""", "Name a setting")]
    public async Task A_value_that_cannot_be_is_refused_and_the_message_says_why(string body, string says)
    {
        var (shop, eventId, me) = await OpenConsoleAsync();
        var refused = await me.PatchAsync($"/events/{eventId}/settings", JsonDocument.Parse(body).RootElement);
        refused.ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        var message = refused.Json.GetProperty("error").GetProperty("message").GetString()!;
        Assert.Contains(says, message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", message, StringComparison.Ordinal);
        Assert.Empty((await shop.Room.GetSettingsAsync(eventId)).Changed);
    }

    [Fact]
    public async Task A_visitor_who_calls_is_found_let_in_next_removed_and_given_back()
    {
        var (shop, eventId, me) = await OpenConsoleAsync();
        await shop.Queue.TokenAsync(eventId, "first");
        for (var i = 0; i < 5; i++)
            await shop.Queue.TokenAsync(eventId, "visitor-" + i);
        var path = $"/events/{eventId}/visitors";
        var found = (await me.PostAsync(path + "/find", new { position = 6 })).Should(HttpStatusCode.OK);
        Assert.Equal(("waiting", 6), (found.String("standing"), found.Number("position")));
        var code = found.String("support_code");
        Assert.Equal(found.String("visitor_key"), (await me.PostAsync(path + "/find", new { support_code = code })).Should(HttpStatusCode.OK).String("visitor_key"));

        // A number is for reading: anybody can say one.
        (await me.PostAsync(path + "/admit-next", new { position = 6 })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync(path + "/remove", new { draw_number = 6 })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync(path + "/find", new { })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync(path + "/find", new { user = "visitor-4", position = 6 })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync(path + "/find", new { support_code = "no code" })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync(path + "/remove", new { user = "nobody" })).ShouldFail(HttpStatusCode.NotFound, "VISITOR_NOT_FOUND");
        (await me.PostAsync(path + "/admit-next", new { user = "nobody" })).ShouldFail(HttpStatusCode.NotFound, "VISITOR_NOT_FOUND");

        Assert.Equal("done", (await me.PostAsync(path + "/admit-next", new { support_code = code })).Should(HttpStatusCode.OK).String("outcome"));
        Assert.InRange((await me.PostAsync(path + "/find", new { user = "visitor-4" })).Number("position"), 1, 2);
        var removed = (await me.PostAsync(path + "/remove", new { user = "visitor-4" })).Should(HttpStatusCode.OK);
        Assert.Equal((1, 0), (removed.Number("removed"), removed.Number("admitted")));
        var undone = (await me.PostAsync($"/events/{eventId}/undo", new { undo_id = removed.String("undo_id") })).Should(HttpStatusCode.OK);
        Assert.Equal(("done", 1), (undone.String("outcome"), undone.Number("restored")));
        (await me.PostAsync($"/events/{eventId}/undo", new { undo_id = new string('0', 32) })).ShouldFail(HttpStatusCode.NotFound, "UNDO_NOT_FOUND");
        (await me.PostAsync($"/events/{eventId}/undo", new { })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");

        var story = (await me.PostAsync(path + "/find", new { user = "visitor-4" })).Json.GetProperty("journal").EnumerateArray().Select(line => line.GetProperty("kind").GetString()).ToList();
        Assert.Equal(["joined", "moved_up", "removed", "reinstated"], story);
        var who = await shop.Room.Operator.GetLastAuditAsync(eventId, 10);
        Assert.Equal(["undo", "remove", "admit"], who.Select(entry => entry.What));
        Assert.All(who, entry => Assert.Equal(ConsoleClient.Operator, entry.Who));
    }

    [Fact]
    public async Task A_group_is_removed_unless_it_grew_since_the_operator_looked()
    {
        var (shop, eventId, me) = await OpenConsoleAsync();
        const string hostile = "<img src=x onerror=alert(1)>";
        foreach (var network in (string[])[.. Enumerable.Repeat(hostile, 12), "small", "small", ""])
            await JoinFromAsync(shop, eventId, network);
        var groups = (await me.GetAsync($"/events/{eventId}/groups")).Should(HttpStatusCode.OK);
        Assert.False(groups.Flag("is_sampled"));
        Assert.DoesNotContain("<img", groups.Text, StringComparison.Ordinal);
        var rows = groups.Json.GetProperty("groups").EnumerateArray().Select(row => (Group: row.GetProperty("group").GetString(), Count: row.GetProperty("count").GetInt64(), Id: row.GetProperty("id").GetString())).ToList();
        Assert.Equal([(hostile, 12), ("small", 2)], rows.Select(row => (row.Group, row.Count)));

        await JoinFromAsync(shop, eventId, hostile);
        await JoinFromAsync(shop, eventId, hostile);
        var grew = await me.PostAsync($"/events/{eventId}/groups/remove", new { id = rows[0].Id, count = 12 });
        Assert.Equal((HttpStatusCode.Conflict, "GROUP_GREW", 14), (grew.Status, grew.ErrorCode, grew.Number("count")));
        Assert.Equal(17, (await shop.Room.Operator.GetEventAsync(eventId)).Length);
        // A tenth more is what joins while somebody reads.
        var removed = (await me.PostAsync($"/events/{eventId}/groups/remove", new { id = rows[0].Id, count = 13 })).Should(HttpStatusCode.OK);
        Assert.Equal(14, removed.Number("removed"));
        Assert.Equal(3, (await shop.Room.Operator.GetEventAsync(eventId)).Length);
        Assert.Equal(14, (await me.PostAsync($"/events/{eventId}/undo", new { undo_id = removed.String("undo_id") })).Should(HttpStatusCode.OK).Number("restored"));
        Assert.Equal(2, (await me.PostAsync($"/events/{eventId}/groups/remove", new { group = "small", count = 2 })).Should(HttpStatusCode.OK).Number("removed"));
        foreach (var wrong in (object[])[new { count = 1 }, new { id = rows[0].Id }, new { id = "zz", count = 1 }, new { id = rows[0].Id, count = -1 }, new { id = rows[0].Id, group = "small", count = 1 }])
            (await me.PostAsync($"/events/{eventId}/groups/remove", wrong)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
    }

    [Fact]
    public async Task Two_operators_at_once_each_get_their_change_and_both_stand_in_the_audit()
    {
        var (shop, eventId, ann) = await OpenConsoleAsync();
        var carl = ConsoleClient.Of(shop, "operator-carl");
        var path = $"/events/{eventId}/settings";
        await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            i % 2 == 0 ? ann.PatchAsync(path, new { admissions_per_second = 10 + i }) : carl.PatchAsync(path, new { maximum_shoppers = 100 + i })));
        var settings = await shop.Room.GetSettingsAsync(eventId);
        Assert.InRange(settings.AdmissionsPerSecond, 12, 30);
        Assert.InRange(settings.MaximumShoppers, 101, 119);
        var audit = await shop.Room.Operator.GetLastAuditAsync(eventId, 100);
        Assert.Equal((10, 10), (audit.Count(entry => entry.Who == ConsoleClient.Operator), audit.Count(entry => entry.Who == "operator-carl")));
        // Each sees at once what the other did.
        Assert.Equal(settings.MaximumShoppers, (await ann.GetAsync($"/events/{eventId}")).Json.GetProperty("settings").GetProperty("maximum_shoppers").GetInt32());
    }

    [Fact]
    public async Task An_event_ends_when_its_name_is_typed()
    {
        var (shop, eventId, me) = await OpenConsoleAsync();
        await shop.Queue.TokenAsync(eventId);
        (await me.PostAsync($"/events/{eventId}/end", new { })).ShouldFail(HttpStatusCode.BadRequest, "CONFIRMATION_REQUIRED");
        var ended = (await me.PostAsync($"/events/{eventId}/end", new { confirm = eventId })).Should(HttpStatusCode.OK);
        Assert.True(ended.Flag("ended"));
        Assert.Equal(1, ended.Number("waiting"));
        Assert.False((await me.PostAsync($"/events/{eventId}/end", new { confirm = eventId })).Should(HttpStatusCode.OK).Flag("ended"));
    }

    [Fact]
    public async Task Without_a_draw_there_is_none_to_end()
    {
        var (_, eventId, me) = await OpenConsoleAsync();
        (await me.PostAsync($"/events/{eventId}/draw/abandon", new { reason = "rain" })).ShouldFail(HttpStatusCode.NotFound, "DRAW_NOT_FOUND");
        (await me.PostAsync($"/events/{eventId}/draw/beacon", new { round = 1, signature = new string('0', 96) })).ShouldFail(HttpStatusCode.NotFound, "DRAW_NOT_FOUND");
        (await me.PostAsync($"/events/{eventId}/draw/beacon", new { round = 1, signature = "zz" })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync($"/events/{eventId}/draw/beacon", new { round = 1 })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
    }

    [Fact]
    public async Task An_announced_draw_is_told_and_can_be_abandoned()
    {
        var eventId = Fresh.Event();
        var start = TimeProvider.System.GetUtcNow();
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan
        {
            Options = options => options.Events[eventId] = new EventOptions { Order = QueueOrder.Draw, GatherAt = start.AddMinutes(-1), DrawAt = start.AddMinutes(30), OpensAt = start.AddHours(1) },
        }));
        var me = ConsoleClient.Of(shop);
        await Eventually.IsTrueAsync(async () => (await shop.Queue.JoinAsync(eventId, "ann")).Status == HttpStatusCode.Accepted);
        var found = (await me.GetAsync($"/events/{eventId}")).Should(HttpStatusCode.OK);
        Assert.Equal(("announced", "gathering"), (found.Json.GetProperty("draw").GetProperty("stage").GetString(), found.String("phase")));
        (await me.PostAsync($"/events/{eventId}/draw/abandon", new { reason = "" })).ShouldFail(HttpStatusCode.BadRequest, "INVALID_VALUE");
        (await me.PostAsync($"/events/{eventId}/draw/abandon", new { reason = "rain" })).Should(HttpStatusCode.OK);
        Assert.Equal("abandoned", (await me.GetAsync($"/events/{eventId}")).Json.GetProperty("draw").GetProperty("stage").GetString());
        var report = (await me.GetAsync($"/events/{eventId}/report")).Should(HttpStatusCode.OK);
        Assert.Contains("rain", report.String("draw_papers"), StringComparison.Ordinal);
    }

    private static string Decoded(JsonElement element) =>
        "{" + string.Join(',', element.EnumerateObject().OrderByDescending(field => field.Name, StringComparer.Ordinal).Select(field => $"\"{field.Name}\":\"{field.Value.GetString()}\"")) + "}";

    private async Task<(Shop Shop, string EventId, ConsoleClient Operator)> OpenConsoleAsync()
    {
        var eventId = Fresh.Event();
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan
        {
            Options = options =>
            {
                Scarce.Options(options);
                options.KnownEvents.Add(eventId);
            },
            Services = services => services.Configure<WaitingRoomHttpOptions>(http => http.GroupSelector = context => context.Request.Headers[Network]),
        }));
        return (shop, eventId, ConsoleClient.Of(shop));
    }

    private static async Task JoinFromAsync(Shop shop, string eventId, string network)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = System.Net.Http.Json.JsonContent.Create(new { event_id = eventId }) };
        (await shop.Http.AskAsync(network.Length > 0 ? request.With(Network, network) : request)).Should(HttpStatusCode.Accepted);
    }
}

public sealed class ChangeInMemoryTests() : ChangeTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class ChangeOnRedisTests(RedisFixture redis) : ChangeTests(redis.Address);
