using System.Net;
using System.Text.Json;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>Operators who do not see each other's screens.</summary>
public abstract class TwoOperatorTests(string? redis) : ShopTests(redis)
{
    private const string Carl = "operator-carl";

    private static readonly string[] Burst = ["burst"];

    [Fact]
    public async Task A_change_of_settings_that_are_others_by_now_is_refused_and_says_who_was_faster()
    {
        var (shop, eventId, ann) = await OpenConsoleAsync();
        var carl = ConsoleClient.Of(shop, Carl);
        var path = $"/events/{eventId}/settings";
        var seen = (await ann.GetAsync($"/events/{eventId}")).Json.GetProperty("settings").GetProperty("version").GetString();
        var changed = (await carl.PatchAsync(path, new { burst = 40, version = seen })).Should(HttpStatusCode.OK);

        var refused = await ann.PatchAsync(path, new { burst = 50, version = seen });
        Assert.Equal((HttpStatusCode.Conflict, "SETTINGS_CHANGED", Carl), (refused.Status, refused.ErrorCode, refused.String("who")));
        Assert.Equal(40, (await shop.Room.GetSettingsAsync(eventId)).Burst);
        // The same settings have the same version, whoever reads them and however they came to be.
        var now = changed.Json.GetProperty("after").GetProperty("version").GetString();
        Assert.NotEqual(seen, now);
        Assert.Equal(now, (await ann.GetAsync($"/events/{eventId}")).Json.GetProperty("settings").GetProperty("version").GetString());
        var undone = (await ann.PatchAsync(path, new { reset = Burst, version = now })).Should(HttpStatusCode.OK);
        Assert.Equal(seen, undone.Json.GetProperty("after").GetProperty("version").GetString());
        Assert.Equal([ConsoleClient.Operator, Carl], (await shop.Room.Operator.GetLastAuditAsync(eventId, 10)).Select(entry => entry.Who));
    }

    [Fact]
    public async Task Whom_one_removed_another_one_gives_back_by_the_audit_or_by_what_the_visitor_proves()
    {
        var (shop, eventId, ann) = await OpenConsoleAsync();
        foreach (var user in (string[])["first", "second", "third"])
            await shop.Queue.TokenAsync(eventId, user);
        var removed = (await ann.PostAsync($"/events/{eventId}/visitors/remove", new { user = "third" })).Should(HttpStatusCode.OK).String("undo_id");
        var carl = ConsoleClient.Of(shop, Carl);
        var found = await FindAsync(carl, eventId, new { user = "third" });
        Assert.Equal(("gone", removed), (found.GetProperty("standing").GetString(), found.GetProperty("undo_id").GetString()));
        Assert.Equal(removed, (await FindAsync(carl, eventId, new { support_code = found.GetProperty("support_code").GetString() })).GetProperty("undo_id").GetString());
        Assert.Equal(JsonValueKind.Null, (await FindAsync(carl, eventId, new { user = "second" })).GetProperty("undo_id").ValueKind);
        Assert.Equal(removed, Assert.Single(await UndoIdsAsync(carl, eventId)));

        (await carl.PostAsync($"/events/{eventId}/undo", new { undo_id = removed })).Should(HttpStatusCode.OK);
        Assert.All(await UndoIdsAsync(carl, eventId), Assert.Null);
        Assert.Equal("waiting", (await FindAsync(carl, eventId, new { user = "third" })).GetProperty("standing").GetString());

        // The end takes the places that an undo would give back.
        await ann.PostAsync($"/events/{eventId}/visitors/remove", new { user = "third" });
        (await ann.PostAsync($"/events/{eventId}/end", new { confirm = eventId })).Should(HttpStatusCode.OK);
        Assert.All(await UndoIdsAsync(carl, eventId), Assert.Null);
    }

    private static async Task<JsonElement> FindAsync(ConsoleClient who, string eventId, object by) =>
        (await who.PostAsync($"/events/{eventId}/visitors/find", by)).Should(HttpStatusCode.OK).Json;

    private static async Task<string?[]> UndoIdsAsync(ConsoleClient who, string eventId) =>
        [.. (await who.GetAsync($"/events/{eventId}/audit")).Json.GetProperty("entries").EnumerateArray().Select(entry => entry.TryGetProperty("undo_id", out var id) ? id.GetString() : null)];

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
        }));
        return (shop, eventId, ConsoleClient.Of(shop));
    }
}

public sealed class TwoOperatorsInMemoryTests() : TwoOperatorTests(null);

[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class TwoOperatorsOnRedisTests(RedisFixture redis) : TwoOperatorTests(redis.Address);
