using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Who is in a draw, and where they stand after it.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Whoever_is_there_at_the_freeze_is_drawn_also_if_they_leave_after_it()
    {
        await AnnouncedAsync();
        var places = await JoinAsync(0, 6);
        await LeaveAsync(places[0], soft: false);
        Tested.Pass(UntilDraw);
        Assert.Empty(await DrawnAsync(left: false));
        await StepAsync(DrawStep.Freeze);
        var late = await JoinAsync(7);
        await LeaveAsync(places[2], soft: false);
        await LeaveAsync(places[4], soft: false);
        await LeaveAsync(late, soft: false);
        var anew = await JoinAsync(4);
        Assert.NotEqual(places[4], anew);

        Assert.Equal([places[1], places[3], places[5]], await DrawnAsync(left: false));
        Assert.Equal([places[2], places[4]], await DrawnAsync(left: true));
        await StepAsync(DrawStep.Root(Root, 5, null));
        await LeaveAsync(places[5], soft: false);
        Assert.Equal([places[2], places[4]], await DrawnAsync(left: true));
    }

    [Fact]
    public async Task The_list_of_leaves_is_kept_part_by_part_and_no_part_is_replaced()
    {
        await AnnouncedAsync();
        await JoinAsync(0, 1);
        var part = new DrawPart(Root, Seed);
        Assert.True((await Draws.KeepPartAsync(_event, Root, 0, part, default)).Leaves.IsEmpty);
        Tested.Pass(UntilDraw);
        await StepAsync(DrawStep.Freeze);
        Assert.Equal(Root, (await Draws.KeepPartAsync(_event, Root, 3, part, default)).Leaves.ToArray());
        var kept = await Draws.KeepPartAsync(_event, Root, 3, new DrawPart(Seed, Seed), default);
        Assert.Equal(Root, kept.Leaves.ToArray());
        Assert.Equal(Seed, kept.Whose.ToArray());
        Assert.Equal(Root, (await Draws.ReadPartAsync(_event, Root, 3, default)).Leaves.ToArray());
        Assert.True((await Draws.ReadPartAsync(_event, Root, 2, default)).Leaves.IsEmpty);
        Assert.True((await Draws.ReadPartAsync(_event, Seed, 3, default)).Leaves.IsEmpty);
    }

    [Fact]
    public async Task Ranks_are_given_once_and_to_whoever_still_has_the_place()
    {
        await AnnouncedAsync();
        var places = await JoinAsync(0, 5);
        await SeededAsync(5);
        await LeaveAsync(places[1], soft: false);
        await LeaveAsync(places[2], soft: false);
        var anew = await JoinAsync(2);

        (Place, double)[] ranks = [(places[0], -1), (places[1], -2), (places[2], -3), (places[3], -4), (places[4], -5)];
        Assert.Equal(0, await RankAsync(1, ranks[3..]));
        Assert.Equal(1, await RankAsync(0, ranks[..3]));
        Assert.Equal(1, await RankAsync(0, ranks[..3]));
        Assert.False((await StepAsync(DrawStep.Ranked(2))).Made);
        Assert.Equal(2, await RankAsync(1, ranks[3..]));
        Assert.True((await StepAsync(DrawStep.Ranked(2))).Made);
        Assert.Equal([Entry(4), Entry(3), Entry(0), anew.Entry], (await StateAsync()).Queue.Select(place => place.Entry));
        Assert.Null(await RankAsync(1, ranks[3..]));
    }

    [Fact]
    public async Task A_rank_that_the_leaf_alone_does_not_say_has_a_record()
    {
        await AnnouncedAsync();
        var places = await JoinAsync(0, 2);
        await SeededAsync(2);
        await Draws.RankAsync(_event, 0, [new(places[0], Drawn(-7), true), new(places[1], Drawn(-8), false)], _policy, default);
        var record = Assert.Single((await StateAsync()).Records);
        Assert.Equal((Entry(0), $"{places[0].Ticket} {Drawn(-7):0} Waits 0 0"), (record.Key, record.Value));
    }

    [Fact]
    public async Task Whoever_enters_from_a_drawn_rank_keeps_the_count_of_their_turns()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 3);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        var first = (await StateAsync()).Queue[0];
        await PassAsync(22 * Minute, polling: places);
        // A pass that runs out unspent counts as a turn.
        Assert.Equal(EnterCode.Granted, await EnterAsync(first));
        await PassAsync(TimeSpan.FromMicroseconds(_policy.PassLifetime) + TimeSpan.FromSeconds(1));
        Assert.Equal(PlaceState.Ready, (await StatusAsync(first)).State);
        Assert.Contains(" Waits 1 ", (await StateAsync()).Records[first.Entry], StringComparison.Ordinal);
        Assert.Equal(EnterCode.Granted, await EnterAsync(first));
        Assert.Contains(" Admitted 1 ", (await StateAsync()).Records[first.Entry], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_slept_after_the_draw_and_joins_again_gets_the_token_of_their_drawn_place()
    {
        await AnnouncedAsync();
        var place = await JoinAsync(0);
        await SeededAsync(1);
        await Draws.RankAsync(_event, 0, [new(place, Drawn(-7), true)], _policy, default);
        Assert.True((await StepAsync(DrawStep.Ranked(1))).Made);
        Assert.Equal((long)Drawn(-7), (await JoinAsync(0)).Ticket);
        await PassAsync(40 * Minute);
        Assert.Equal(1, (await StateAsync()).Count("asleep"));
        Assert.Equal((long)Drawn(-7), (await JoinAsync(0)).Ticket);
    }

    [Fact]
    public async Task Whoever_came_late_and_was_let_in_next_keeps_the_place()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 4);
        Tested.Pass(UntilDraw);
        await gateway.Runner.RunAsync(_event, default);
        var late = await JoinAsync(7);
        Assert.Equal(MoveCode.Done, (await Store.MoveUpAsync(_event, late, Note, _policy, default)).Code);
        Assert.Equal(late, await JoinAsync(7));
        await PassAsync(28 * Minute, polling: places);
        Assert.NotEqual(0, (await StateAsync()).Journal.Count(record => record.Entry == late.Entry && record.Kind is "asleep" or "passed_over"));
        Assert.NotEqual(PlaceState.Gone, (await StatusAsync(late)).State);
    }

    [Fact]
    public async Task Ranks_are_given_in_no_other_stage()
    {
        await AnnouncedAsync();
        var place = await JoinAsync(0);
        Assert.Null(await RankAsync(0, (place, -1)));
        Tested.Pass(UntilDraw);
        await StepAsync(DrawStep.Freeze);
        Assert.Null(await RankAsync(0, (place, -1)));
        await StepAsync(DrawStep.Root(Root, 1, null));
        Assert.Null(await RankAsync(0, (place, -1)));
    }

    [Fact]
    public async Task A_lost_record_comes_back_if_it_is_whole_and_of_this_event_and_further_than_what_is_there()
    {
        await AnnouncedAsync();
        await JoinAsync(0, 2);
        var announced = await StepAsync(DrawStep.Read);
        await SeededAsync(2);
        var known = await StepAsync(DrawStep.Read);
        var fields = known.Fields.ToDictionary(StringComparer.Ordinal);

        Assert.False((await StepAsync(DrawStep.Restore(announced))).Made);
        Assert.False((await StepAsync(DrawStep.Restore(known))).Made);
        var ranked = known with { State = known.State with { Stage = DrawStage.Ranked } };
        Assert.False((await StepAsync(DrawStep.Restore(ranked with { Fields = Without(DrawFields.Seed) }))).Made);
        Assert.False((await StepAsync(DrawStep.Restore(ranked with { Fields = Without(DrawFields.Root) }))).Made);
        Assert.False((await StepAsync(DrawStep.Restore(ranked with { Fields = Without(DrawFields.Generation) }))).Made);
        fields[DrawFields.Generation] = new byte[16];
        Assert.False((await StepAsync(DrawStep.Restore(ranked with { Fields = fields }))).Made);
        AssertSame(known, await StepAsync(DrawStep.Read));

        // Ranks may be lost, too: they are given again.
        var restored = await StepAsync(DrawStep.Restore(ranked));
        Assert.Equal((true, DrawStage.Seeded, 0L), (restored.Made, restored.State.Stage, restored.Number(DrawFields.Ranked)!.Value));

        Dictionary<string, byte[]> Without(string field) => known.Fields.Where(pair => pair.Key != field).ToDictionary(StringComparer.Ordinal);
    }

    private async Task SeededAsync(int entries)
    {
        Tested.Pass(UntilDraw);
        await StepAsync(DrawStep.Freeze);
        await StepAsync(DrawStep.Root(Root, entries, null));
        Assert.True((await StepAsync(DrawStep.Seed([1], null, Seed))).Made);
    }

    /// <summary>In pages of two.</summary>
    private async Task<List<Place>> DrawnAsync(bool left)
    {
        var (all, after) = (new List<Place>(), (double?)null);
        while (await Draws.ReadDrawnAsync(_event, left, after, 2, _policy, default) is var page && page.Count > 0)
        {
            all.AddRange(page.Select(entry => entry.Place));
            after = page[^1].Cursor;
        }

        return all;
    }
}
