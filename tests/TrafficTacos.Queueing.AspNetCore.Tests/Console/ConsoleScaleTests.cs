using System.Net;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>A hundred events, and a long queue in one of them: the page is there within a second, and no call holds Redis for five
/// milliseconds.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class ConsoleScaleTests(RedisFixture redis) : ShopTests(redis.Address)
{
    private const int Events = 100, Waiting = 30_000, LongestMilliseconds = 5;

    [Fact]
    public async Task A_hundred_events_and_a_long_queue_are_read_in_small_pieces()
    {
        var crowded = Fresh.Event();
        var shop = await OpenAsync(ConsoleClient.Plan(new ShopPlan
        {
            Options = options =>
            {
                Scarce.Options(options);
                options.KnownEvents.Add("event-*");
            },
        }));
        var (room, me) = (shop.Room, ConsoleClient.Of(shop));
        foreach (var eventId in Enumerable.Range(1, Events - 1).Select(_ => Fresh.Event()))
        {
            await room.JoinAsync(eventId);
            await room.ChangeSettingsAsync(eventId, new EventSettingsChange { Burst = 2, ChangedBy = "ann" });
        }

        foreach (var some in Enumerable.Range(0, Waiting).Chunk(1_000))
            await Task.WhenAll(some.Select(i => room.Room.JoinAsync(new JoinRequest { EventId = crowded, Group = $"network-{i % 50}" })));
        await room.ChangeSettingsAsync(crowded, new EventSettingsChange { Burst = 2, ChangedBy = "ann" });

        var server = redis.Connection.GetServers()[0];
        await server.ConfigSetAsync("slowlog-log-slower-than", 1000 * LongestMilliseconds);
        await server.SlowlogResetAsync();
        var slowest = TimeSpan.Zero;
        foreach (var path in (string[])["/events", $"/events/{crowded}", $"/events/{crowded}/history", $"/events/{crowded}/forecast?admissions_per_second=5", $"/events/{crowded}/audit", $"/events/{crowded}/groups"])
        {
            var began = TimeProvider.System.GetTimestamp();
            var answer = (await me.GetAsync(path)).Should(HttpStatusCode.OK);
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.True(took < TimeSpan.FromSeconds(1), $"{path} took {took.TotalMilliseconds:0} ms.");
            slowest = took > slowest ? took : slowest;
            if (path == "/events")
                Assert.True(answer.Json.GetProperty("events").GetArrayLength() >= Events);
        }

        (await me.PostAsync($"/events/{crowded}/visitors/find", new { position = Waiting })).Should(HttpStatusCode.OK);
        var groups = (await me.GetAsync($"/events/{crowded}/groups")).Json;
        Assert.True(groups.GetProperty("is_sampled").GetBoolean());
        // 600 in each; the sample is two thirds of them.
        Assert.All(groups.GetProperty("groups").EnumerateArray(), row => Assert.InRange(row.GetProperty("count").GetInt64(), 520, 720));
        var slow = (CommandTrace[])await server.SlowlogGetAsync(100);
        Assert.Empty(slow.Where(call => call.Arguments.Length > 1 && ((string?)call.Arguments[0])?.StartsWith("EVAL", StringComparison.OrdinalIgnoreCase) is true).Select(call => call.Duration));
    }
}
