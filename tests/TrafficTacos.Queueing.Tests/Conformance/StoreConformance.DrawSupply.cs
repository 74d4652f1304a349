using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Storage.Drawing;
using TrafficTacos.Queueing.Tests.Draw;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The round of a beacon by operators: one alone decides nothing.</summary>
public abstract partial class StoreConformance
{
    private const string Ben = "ben@shop.example";

    private static readonly byte[] Signature = SampleDraw.Signature;

    [Fact]
    public async Task An_operator_brings_exactly_the_round_that_a_draw_waits_for()
    {
        await using var gateway = Gateway(source: DrawSource.Beacon);
        Assert.Null(await gateway.Public.GetDrawAsync(_event));
        await RefusedAsync(() => SupplyAsync(gateway, 1), "no draw by a beacon");
        await gateway.Runner.RunAsync(_event, default);
        await JoinAsync(0, 3);
        await RefusedAsync(() => SupplyAsync(gateway, 1), "it is Announced");
        Tested.Pass(UntilDraw);
        await gateway.Runner.StepAsync(_event, default);
        await RefusedAsync(() => SupplyAsync(gateway, 1), "it is Frozen");
        await gateway.Runner.RunAsync(_event, default);

        var draw = (await gateway.Public.GetDrawAsync(_event))!;
        var round = draw.BeaconRound!.Value;
        Assert.Equal((DrawPhase.Rooted, 3, null), (draw.Phase, draw.Entries, draw.Seed));
        await RefusedAsync(() => SupplyAsync(gateway, round), "does not exist yet");
        Tested.Pass(TimeSpan.FromMinutes(1));
        await RefusedAsync(() => SupplyAsync(gateway, round - 1), $"waits for round {round}");
        await RefusedAsync(() => SupplyAsync(gateway, round + 1), $"waits for round {round}");
        await RefusedAsync(() => SupplyAsync(gateway, round, []), "has 48 bytes");
        await RefusedAsync(() => SupplyAsync(gateway, round, [.. Signature, .. Signature]), "has 48 bytes");
        await Assert.ThrowsAsync<ArgumentNullException>(() => SupplyAsync(gateway, round, null!));
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Public.SupplyBeaconAsync(_event, round, Signature, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => gateway.Public.SupplyBeaconAsync("{}", round, Signature, Ann));
        Assert.Equal(DrawPhase.Rooted, (await gateway.Public.GetDrawAsync(_event))!.Phase);
        Assert.DoesNotContain(await AuditAsync(), entry => entry.Who != "gateway");

        // One alone decides nothing, however often and whatever they say.
        Assert.Equal(BeaconSupplyOutcome.Noted, await SupplyAsync(gateway, round, new byte[48]));
        Assert.Equal(BeaconSupplyOutcome.Noted, await SupplyAsync(gateway, round, new byte[48]));
        Assert.Equal(BeaconSupplyOutcome.Noted, await SupplyAsync(gateway, round));
        await gateway.Runner.RunAsync(_event, default);
        draw = (await gateway.Public.GetDrawAsync(_event))!;
        Assert.Equal((DrawPhase.Rooted, null), (draw.Phase, draw.Seed));
        Assert.DoesNotContain(DrawText.Hex(Signature), draw.Papers, StringComparison.Ordinal);
        Assert.Equal(BeaconSupplyOutcome.Noted, await SupplyAsync(gateway, round, new byte[48], Ben)); // Ann corrected hers
        Assert.Equal(DrawPhase.Rooted, (await gateway.Public.GetDrawAsync(_event))!.Phase);

        Assert.Equal(BeaconSupplyOutcome.Decided, await SupplyAsync(gateway, round, Signature, Ben));
        draw = (await gateway.Public.GetDrawAsync(_event))!;
        Assert.Equal((DrawPhase.Ranked, DrawText.Hex(DrawnRound.Of("", round, Signature).Randomness!)), (draw.Phase, draw.BeaconValue));
        await RefusedAsync(() => SupplyAsync(gateway, round), "it is Ranked");
        await RefusedAsync(() => AbandonAsync(gateway), "outcome of the draw is known");
        var supplied = "round " + round;
        Assert.Equal([Ann, Ann, Ann, Ben, Ben], (await AuditAsync()).Where(entry => entry.What == "supply_beacon" && entry.Detail == supplied).Select(entry => entry.Who));
        await AssertDrawnAsync(gateway, 3);
    }

    [Fact]
    public async Task What_an_operator_brings_counts_with_what_an_address_gives_and_never_against_it()
    {
        await using var right = new BeaconServer("");
        await using var gateway = Gateway(source: DrawSource.Beacon, configure: options =>
        {
            options.Beacon.Addresses.Add(right.Address);
            options.Beacon.Addresses.Add(new Uri("http://127.0.0.2:1/"));
        });
        var round = await WaitingForRoundAsync(gateway);
        right.Answer($$"""{"round":{{round}},"randomness":"{{DrawText.Hex(DrawnRound.Of("", round, Signature).Randomness!)}}","signature":"{{DrawText.Hex(Signature)}}"}""");
        Assert.Equal(BeaconSupplyOutcome.Noted, await SupplyAsync(gateway, round, new byte[48]));
        Assert.Equal(BeaconSupplyOutcome.Agreed, await SupplyAsync(gateway, round, new byte[48], Ben));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(DrawPhase.Rooted, (await gateway.Public.GetDrawAsync(_event))!.Phase);
        Assert.Equal(BeaconSupplyOutcome.Decided, await SupplyAsync(gateway, round, Signature, "carl"));
    }

    [Fact]
    public async Task A_process_that_only_operates_decides_no_draw()
    {
        await using var gateway = Gateway(source: DrawSource.Beacon);
        await using var tool = Gateway(source: DrawSource.Beacon, configure: options => options.OperatesOnly = true);
        var round = await WaitingForRoundAsync(gateway);
        Assert.Equal(BeaconSupplyOutcome.Noted, await SupplyAsync(tool, round));
        Assert.Equal(BeaconSupplyOutcome.Agreed, await SupplyAsync(tool, round, Signature, Ben));
        Assert.Equal(DrawPhase.Rooted, (await tool.Public.GetDrawAsync(_event))!.Phase);
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 2);
    }

    [Fact]
    public async Task Only_a_draw_by_a_beacon_takes_what_an_operator_supplies()
    {
        await AnnouncedAsync();
        await JoinAsync(0, 2);
        Tested.Pass(UntilDraw);
        Assert.False((await StepAsync(DrawStep.Supply(Signature, Ann))).Made);
        await StepAsync(DrawStep.Freeze);
        Assert.False((await StepAsync(DrawStep.Supply(Signature, Ann))).Made);
        await StepAsync(DrawStep.Root(Root, 2, null));
        Assert.False((await StepAsync(DrawStep.Supply(Signature, Ann))).Made);
    }

    /// <summary>A draw of two, at the time at which its round is there.</summary>
    private async Task<long> WaitingForRoundAsync(DrawGateway gateway)
    {
        await gateway.Runner.RunAsync(_event, default);
        await JoinAsync(0, 2);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        Tested.Pass(TimeSpan.FromMinutes(1));
        return (await gateway.Public.GetDrawAsync(_event))!.BeaconRound!.Value;
    }

    private Task<BeaconSupplyOutcome> SupplyAsync(DrawGateway gateway, long round, byte[] signature, string who = Ann) =>
        gateway.Public.SupplyBeaconAsync(_event, round, signature, who);

    private Task<BeaconSupplyOutcome> SupplyAsync(DrawGateway gateway, long round) => SupplyAsync(gateway, round, Signature);
}
