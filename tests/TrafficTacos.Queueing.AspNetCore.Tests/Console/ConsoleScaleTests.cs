using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>A hundred events, and a long queue in one of them, are read piece by piece. How long that takes, and holds Redis, is measured by
/// the benchmark <c>console</c>.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed partial class ConsoleScaleTests(RedisFixture redis) : ShopTests(redis.Address)
{
    private const int Events = 100, Waiting = 30_000;

    /// <summary>Of one call: a piece of 500 places or records, or 250 labels with two looks at each.</summary>
    private const int MostAtOnce = 500, MostCommands = 550;

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

        foreach (var path in (string[])["/events", $"/events/{crowded}", $"/events/{crowded}/history", $"/events/{crowded}/forecast?admissions_per_second=5", $"/events/{crowded}/audit", $"/events/{crowded}/groups"])
            await AssertInPiecesAsync(path, () => me.GetAsync(path));
        await AssertInPiecesAsync("find", () => me.PostAsync($"/events/{crowded}/visitors/find", new { position = Waiting }));
        Assert.True((await me.GetAsync("/events")).Json.GetProperty("events").GetArrayLength() >= Events);
        var groups = (await me.GetAsync($"/events/{crowded}/groups")).Json;
        Assert.True(groups.GetProperty("is_sampled").GetBoolean());
        // 600 in each; the sample is two thirds of them.
        Assert.All(groups.GetProperty("groups").EnumerateArray(), row => Assert.InRange(row.GetProperty("count").GetInt64(), 520, 720));
    }

    private async Task AssertInPiecesAsync(string what, Func<Task<Answer>> readAsync)
    {
        var marker = Guid.NewGuid().ToString();
        using var monitor = await RedisMonitor.StartAsync(redis.Connection.GetEndPoints()[0]);
        (await readAsync()).Should(HttpStatusCode.OK);
        await redis.Connection.GetDatabase().ExecuteAsync("ECHO", marker);
        foreach (var commands in await monitor.ScriptsBeforeAsync(marker))
        {
            Assert.True(commands.Count <= MostCommands, $"{what}: {commands.Count} commands in one call.");
            Assert.All(commands, command => Assert.True(Asked(command) <= MostAtOnce, $"{what}: {command}"));
        }
    }

    /// <summary>How many elements a command asks for at most; 0 if it gives no number.</summary>
    private static long Asked(string command) =>
        Number().Match(command) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("\"(?:COUNT|LIMIT\" \"0)\" \"([0-9]+)\"", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}
