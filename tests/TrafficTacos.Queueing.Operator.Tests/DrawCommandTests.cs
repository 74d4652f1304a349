using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace TrafficTacos.Queueing.OperatorTool.Tests;

/// <summary>Draws from a terminal. The gateway's clock of Redis is two minutes behind, so that the round of the beacon is there at once by the
/// tool's.</summary>
public sealed class DrawCommandTests(RedisFixture redis) : ToolTests(redis, "drawn")
{
    private static readonly TimeSpan Behind = TimeSpan.FromMinutes(2);

    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private long _ahead;

    [Fact]
    public async Task A_draw_is_watched_and_its_round_is_brought()
    {
        Assert.Contains("no draw", await RunAsync(1, "draw", Event + ".other"), StringComparison.Ordinal);
        var tokens = await GatherAsync(5);
        Assert.Contains("state          announced", await RunAsync(0, "draw", Event), StringComparison.Ordinal);
        Assert.Contains("known by that", await RunAsync(1, "find", Event, "--number", "1"), StringComparison.Ordinal);

        _ahead = (long)TimeSpan.FromMinutes(1).TotalMicroseconds;
        await Eventually.IsTrueAsync(async () => await PhaseAsync() == DrawPhase.Rooted);
        using var rooted = JsonDocument.Parse(await RunAsync(0, "draw", Event, "--json"));
        var round = rooted.RootElement.GetProperty("beacon_round").GetInt64().ToString(CultureInfo.InvariantCulture);
        Assert.Equal(("Rooted", 5, JsonValueKind.Null), (rooted.RootElement.GetProperty("phase").GetString(), rooted.RootElement.GetProperty("entries").GetInt32(), rooted.RootElement.GetProperty("seed").ValueKind));
        var randomness = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(Signature)));
        await RunAsync(2, "supply-beacon", Event, round, Signature);
        Assert.DoesNotContain("SHA-256", await RunAsync(2, "supply-beacon", Event, "1", Signature, "--confirm", Event), StringComparison.Ordinal);
        Assert.Contains("not the SHA-256", await RunAsync(2, "supply-beacon", Event, round, Signature, "--randomness", new string('0', 64), "--confirm", Event), StringComparison.Ordinal);
        Assert.Equal(DrawPhase.Rooted, await PhaseAsync());
        foreach (var forged in (string[])[Signature, new string('0', 96), Signature])
            Assert.Contains("one more source must give the same", await RunAsync(0, "supply-beacon", Event, round, forged, "--confirm", Event, "--as", "bob"), StringComparison.Ordinal);
        foreach (var bob in (string[])["bob ", "Bob"])
            Assert.Contains("one more source must give the same", await RunAsync(0, "supply-beacon", Event, round, Signature, "--confirm", Event, "--as", bob), StringComparison.Ordinal);
        Assert.Equal(DrawPhase.Rooted, await PhaseAsync());
        Assert.Contains("two operators agree", await RunAsync(0, "supply-beacon", Event, round, Signature, "--randomness", randomness, "--confirm", Event, "--as", "ann"), StringComparison.Ordinal);

        // The gateway decides, so the round has to be there by its clock, too.
        _ahead = (long)Behind.TotalMicroseconds;
        await Eventually.IsTrueAsync(async () => await PhaseAsync() == DrawPhase.Ranked);
        await RunAsync(2, "supply-beacon", Event, round, Signature, "--confirm", Event);
        await RunAsync(2, "abandon-draw", Event, "Too late", "--confirm", Event);
        Assert.Contains("state          ranked", await RunAsync(0, "draw", Event), StringComparison.Ordinal);
        using var papers = JsonDocument.Parse(await RunAsync(0, "draw", Event, "--papers"));
        Assert.Equal(("tq-draw-papers-1", randomness), (papers.RootElement.GetProperty("format").GetString(), papers.RootElement.GetProperty("beacon").GetProperty("randomness").GetString()));
        Assert.Contains($"bob  supply_beacon  round {round}", await RunAsync(0, "audit", Event), StringComparison.Ordinal);

        var drawn = (await Room.GetStatusAsync(tokens[2])).DrawNumber!.Value.ToString(CultureInfo.InvariantCulture);
        var found = await RunAsync(0, "find", Event, "--number", drawn);
        Assert.Contains("draw number     " + drawn, found, StringComparison.Ordinal);
        Assert.Contains((await Room.ReadTokenAsync(tokens[2]))!.VisitorKey, found, StringComparison.Ordinal);
        await RunAsync(1, "find", Event, "--number", "6");
        using var json = JsonDocument.Parse(await RunAsync(0, "find", Event, "--token", tokens[2], "--json"));
        Assert.Equal(drawn, json.RootElement.GetProperty("draw_number").GetInt64().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_draw_is_abandoned_with_a_reason_that_stays()
    {
        await GatherAsync(2);
        Assert.Contains("--confirm " + Event, await RunAsync(2, "abandon-draw", Event, "The beacon is away."), StringComparison.Ordinal);
        foreach (var reason in (string[])["<b>Away</b>", "Away.\nNot drawn.", "\u001b[2JAway"])
            Assert.Contains("plain text, without '<', '>' and control characters", await RunAsync(2, "abandon-draw", Event, reason, "--confirm", Event), StringComparison.Ordinal);
        Assert.Equal(DrawPhase.Announced, await PhaseAsync());
        Assert.DoesNotContain("abandon_draw", await RunAsync(0, "audit", Event), StringComparison.Ordinal);
        Assert.Contains("abandoned      The beacon is away.", await RunAsync(0, "abandon-draw", Event, "The beacon is away.", "--confirm", Event), StringComparison.Ordinal);
        await RunAsync(2, "abandon-draw", Event, "Again.", "--confirm", Event);
        Assert.Contains("abandon_draw  The beacon is away.", await RunAsync(0, "audit", Event), StringComparison.Ordinal);
        Assert.Contains("\"reason\": \"The beacon is away.\"", await RunAsync(0, "draw", Event, "--papers"), StringComparison.Ordinal);
    }

    private protected override LocalGateways Start(string address) => new(1, builder => builder.UseRedisAt(address, Clock), options => options.Events[Event] = new EventOptions
    {
        Order = QueueOrder.Draw,
        DrawSource = DrawSource.Beacon,
        DrawAt = _start - Behind + TimeSpan.FromMinutes(1),
        OpensAt = _start + TimeSpan.FromHours(1),
    });

    private long Clock() => (TimeProvider.System.GetUtcNow() - Behind - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond + Volatile.Read(ref _ahead);

    private async Task<List<string>> GatherAsync(int count)
    {
        await Eventually.IsTrueAsync(async () => await PhaseAsync() == DrawPhase.Announced);
        var tokens = new List<string>();
        for (var i = 0; i < count; i++)
            tokens.Add((await Room.JoinAsync(Event, user: "user" + i)).WaitingToken!);
        return tokens;
    }

    private async Task<DrawPhase?> PhaseAsync() => (await Room.Operator.GetDrawAsync(Event))?.Phase;
}
