using TrafficTacos.Queueing.Draw;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Randomness;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>The papers of whole draws: everything that can be checked holds.</summary>
public abstract partial class StoreConformance
{
    /// <summary>Nobody called for longer than an outage lasts: store time stood still, and the time of the draw came all the same.</summary>
    [Theory]
    [InlineData(DrawSource.Secret)]
    [InlineData(DrawSource.Beacon)]
    public async Task A_draw_after_an_outage_was_frozen_in_time(DrawSource source)
    {
        await using var gateway = Gateway(source, fetch: (round, _, _) => Task.FromResult(new BeaconFetch(DrawnRound.Of("quicknet", round, new byte[48]), [])));
        await gateway.Runner.RunAsync(_event, default);
        await JoinAsync(0, 5);
        Tested.Pass(UntilDraw + TimeSpan.FromSeconds(7));
        await gateway.Runner.RunAsync(_event, default);
        Tested.Pass(TimeSpan.FromMinutes(1));
        await gateway.Runner.RunAsync(_event, default);
        var record = await StepAsync(DrawStep.Read);
        Assert.True(record.RecordedFreeze < Time(UntilDraw));
        Assert.Equal(Time(UntilDraw + TimeSpan.FromSeconds(7)), record.Number(DrawFields.FrozenAt));
        await AssertDrawnAsync(gateway, 5);
    }

    /// <summary>The gateway starts in the middle of the gathering. Nobody could join before.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    public async Task An_announcement_after_the_gathering_began_names_no_such_time(int seconds, bool isNamed)
    {
        var gatherAt = StoreUnderTest.Start + TimeSpan.FromSeconds(60);
        await using var gateway = Gateway(configure: options => options.Events[_event].GatherAt = gatherAt);
        Tested.Pass(TimeSpan.FromSeconds(60 - seconds));
        await gateway.Runner.RunAsync(_event, default);
        Assert.Equal(isNamed ? gatherAt : null, (await gateway.Public.GetDrawAsync(_event))!.Announcement.GatherAt);
        Tested.Pass(TimeSpan.FromSeconds(2));
        await JoinAsync(0, 3);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 3);
    }

    /// <summary>Operators find every step in the trail, also when the event has ended since and another draw was announced.</summary>
    [Theory]
    [InlineData(DrawSource.Secret)]
    [InlineData(DrawSource.Beacon)]
    public async Task Each_step_of_a_draw_stands_in_the_trail(DrawSource source)
    {
        await using var gateway = Gateway(source, fetch: (round, _, _) => Task.FromResult(new BeaconFetch(DrawnRound.Of("quicknet", round, new byte[48]), [])));
        await gateway.Runner.RunAsync(_event, default);
        await JoinAsync(0, 3);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        Tested.Pass(TimeSpan.FromMinutes(1));
        await gateway.Runner.RunAsync(_event, default);
        var record = await StepAsync(DrawStep.Read);
        var audit = await AuditAsync();
        Assert.All(audit, entry => Assert.Equal("gateway", entry.Who));
        Assert.Equal(["draw_announce", "draw_freeze", "draw_root", "draw_seed", "draw_ranked"], audit.Select(entry => entry.What));
        Assert.Equal(record.Text(DrawFields.Announcement), audit[0].Detail);
        Assert.Equal($"tickets up to {record.State.Ticket}", audit[1].Detail);
        Assert.Equal($"3 entries, root {Hex(DrawFields.Root)}, round {record.Text(DrawFields.Round) ?? "none"}", audit[2].Detail);
        Assert.Equal($"value {Hex(DrawFields.Value)}, signature {Hex(DrawFields.Signature)}, seed {Hex(DrawFields.Seed)}", audit[3].Detail);

        string Hex(string field) => record.Bytes(field) is { } bytes ? Convert.ToHexStringLower(bytes) : "none";
    }

    /// <summary>From the papers and the leaves alone, by what a visitor can compute of their own place.</summary>
    private async Task AssertDrawnAsync(DrawGateway gateway, int entries, int left = 0)
    {
        var papers = DrawPapers.Read((await gateway.Operator.PapersAsync(_event, default))!.Write());
        Assert.Equal((PapersState.Ranked, entries), (papers.State, papers.Entries));
        var bytes = new List<byte>();
        for (var number = 0; number * DrawPart.Size < entries; number++)
            bytes.AddRange((await Draws.ReadPartAsync(_event, papers.Root, number, default)).Leaves.ToArray());
        var leaves = LeafList.Read([.. bytes]);
        var check = DrawCheck.Of(papers, leaves, null);
        Assert.All(check.Findings, finding => Assert.True(finding.Holds is not false, $"{finding.Check}: {finding.Detail}"));
        var ranks = check.Ranks!;

        var keys = await gateway.KeysAsync();
        var ranked = await RanksAsync();
        Assert.Equal(entries - left, ranked.Count);
        foreach (var (entry, rank) in ranked)
        {
            var place = (await gateway.Ranks.PlaceOfAsync(_event, rank, default))!.Value;
            Assert.Equal(entry, place.Entry);
            Assert.Equal(rank, gateway.Ranks.RankOf(_event, place, keys));
            var leaf = new byte[DrawLeaf.Size];
            DrawList.WriteLeaf(keys, Generation.Read(papers.Announcement.Generation), place, leaf, new byte[DrawLeaf.SaltSize]);
            var index = leaves.IndexOf(leaf);
            Assert.Equal(ranks.Ranks[index], rank);
            Assert.Equal(ranks.Numbers[index], await gateway.Ranks.NumberOfAsync(_event, rank, default));
        }
    }

    private async Task<List<(EntryId Entry, double Rank)>> RanksAsync()
    {
        var (all, after) = (new List<(EntryId, double)>(), (double?)null);
        while (await Draws.ReadDrawnAsync(_event, left: false, after, 500, _policy, default) is var page && page.Count > 0)
        {
            all.AddRange(page.Select(entry => (entry.Place.Entry, entry.Cursor)));
            after = page[^1].Cursor;
        }

        return all;
    }
}
