namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What operators do with visitors of a draw.</summary>
public abstract partial class StoreConformance
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whoever_was_removed_from_a_frozen_draw_is_back_at_the_number_they_drew(int steps)
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 8);
        Tested.Pass(UntilDraw);
        for (var step = 0; step < steps; step++)
            await gateway.Runner.StepAsync(_event, default);
        Assert.Equal(2, (await Store.RemoveAsync(_event, [places[2], places[5]], 1, Note, _policy, default)).Removed);
        // Their leaves stay.
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 8, left: 2);

        var undone = await gateway.Room.Operator.UndoAsync(_event, UInt128.One.ToString("x32", null), "ann");
        Assert.Equal((UndoOutcome.Done, 2L, 0L), (undone.Outcome, undone.Restored, undone.Skipped));
        await AssertDrawnAsync(gateway, 8);
        Assert.Equal([.. await InOrderAsync(gateway, places)], (await StateAsync()).Queue.Select(place => place.Entry));
        foreach (var place in places)
            Assert.Equal(PlaceState.Waiting, (await StatusAsync(place)).State);
    }

    [Fact]
    public async Task Whoever_was_removed_before_the_freeze_drew_nothing_and_is_back_behind_the_draw()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 4);
        Tested.Pass(UntilDraw - TimeSpan.FromMinutes(1));
        await Store.RemoveAsync(_event, [places[0]], 1, Note, _policy, default);
        Tested.Pass(TimeSpan.FromMinutes(1));
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 3);
        Assert.Equal(1, (await gateway.Room.Operator.UndoAsync(_event, UInt128.One.ToString("x32", null), "ann")).Restored);
        Assert.Equal(places[0].Entry, (await StateAsync()).Queue[^1].Entry);
        Assert.Equal(4, (await StatusAsync(places[0])).Position);
    }

    [Fact]
    public async Task A_removal_that_is_undone_before_the_ranks_is_drawn_as_if_nothing_had_been()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 4);
        Tested.Pass(UntilDraw);
        await gateway.Runner.StepAsync(_event, default);
        await Store.RemoveAsync(_event, [places[1]], 1, Note, _policy, default);
        Assert.Equal(1, (await UndoAsync(1, 10)).Back);
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 4);
    }

    /// <summary>Whoever was not there at the freeze is not drawn, whatever operators do before the list of the drawn is there.</summary>
    [Fact]
    public async Task A_removal_from_before_the_freeze_is_undone_once_it_is_known_who_is_drawn()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var places = await JoinAsync(0, 4);
        Tested.Pass(UntilDraw - TimeSpan.FromMinutes(1));
        await Store.RemoveAsync(_event, [places[1]], 1, Note, _policy, default);
        Tested.Pass(TimeSpan.FromMinutes(1));
        await gateway.Runner.StepAsync(_event, default);
        var before = await StateAsync();
        Assert.Equal(new UndoReply(UndoCode.DrawBegins, 0, 0, 1), await UndoAsync(1, 10));
        var told = await gateway.Public.UndoAsync(_event, UInt128.One.ToString("x32", null), Ann);
        Assert.Equal((UndoOutcome.DrawBegins, 0L), (told.Outcome, told.Restored));
        Assert.Equal(before.Queue.Select(place => place.Entry), (await StateAsync()).Queue.Select(place => place.Entry));
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 3);
        Assert.Equal(1, (await gateway.Public.UndoAsync(_event, UInt128.One.ToString("x32", null), Ann)).Restored);
        Assert.Equal(4, (await StatusAsync(places[1])).Position);
    }

    [Fact]
    public async Task Whoever_was_removed_twice_is_drawn_once()
    {
        await using var gateway = Gateway();
        await gateway.Runner.RunAsync(_event, default);
        var first = (await JoinAsync(0, 2))[0];
        await Store.RemoveAsync(_event, [first], 1, Note, _policy, default);
        var second = (await JoinAsync(0, 1))[0];
        Assert.NotEqual(first.Ticket, second.Ticket);
        Tested.Pass(UntilDraw);
        await gateway.Runner.StepAsync(_event, default);
        await Store.RemoveAsync(_event, [second], 2, Note, _policy, default);
        Assert.Equal(1, (await UndoAsync(2, 10)).Back);
        await gateway.Runner.RunAsync(_event, default);
        await AssertDrawnAsync(gateway, 2);
        Assert.Equal(new UndoReply(UndoCode.Done, 0, 1, 0), await UndoAsync(1, 10));
        Assert.Equal(PlaceState.Waiting, (await StatusAsync(first)).State);
    }

    [Fact]
    public async Task Whoever_has_a_session_is_not_removed()
    {
        var places = await JoinAsync(0, 2);
        Assert.Equal(EnterCode.Granted, await EnterAsync(places[0]));
        Assert.Equal(OpenCode.Opened, (await OpenAsync(places[0])).Code);
        Assert.Equal(new RemoveReply(1, 1), await Store.RemoveAsync(_event, places, 1, Note, _policy, default));
        Assert.Equal(SessionCode.Live, (await Store.SessionAsync(_event, places[0], default(SessionProof) with { Id = SessionId }, SessionStep.Check, _policy, default)).Code);
        Assert.Equal(new UndoReply(UndoCode.Done, 1, 0, 0), await UndoAsync(1, 10));
    }

    private async Task<IEnumerable<EntryId>> InOrderAsync(DrawGateway gateway, List<Place> places)
    {
        var keys = await gateway.KeysAsync();
        return places.OrderBy(place => gateway.Ranks.RankOf(_event, place, keys)!.Value).Select(place => place.Entry);
    }
}
