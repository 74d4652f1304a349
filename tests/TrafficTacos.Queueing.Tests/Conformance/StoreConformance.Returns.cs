using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Where those stand who are back.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task Those_who_come_back_to_the_same_place_stand_in_the_order_of_their_return()
    {
        var (first, others) = await LosingAsync("silent");
        var (second, third) = (others[0], others[1]);
        // Three of the ten in reach are silent, and five wait behind it, so that all three are passed over.
        others = [.. others[2..], .. await JoinAsync(12, 3)];
        await WatchAsync(11, others);
        foreach (var (place, position) in new[] { (second, 11), (third, 12), (first, 13) })
            Assert.Equal(position, (await StatusAsync(place)).Position);
        Assert.Equal([11L, 12, 13], (await Tested.StatusAsync(_event, [second, third, first], _policy)).Select(status => status.Position));
        Assert.Equal([1L, 7, 8, 14, 15], (await Tested.StatusAsync(_event, [others[0], others[6], others[7], others[10], others[11]], _policy)).Select(status => status.Position));
    }

    [Fact]
    public async Task The_second_turn_that_passes_costs_the_place_but_not_the_evening()
    {
        var (place, others) = await LosingAsync("silent");
        await WatchAsync(11, others);
        Assert.Equal(11, (await StatusAsync(place)).Position);
        // Whoever stands before them leaves, and they are silent again.
        foreach (var other in others[..3])
            await LeaveAsync(other, soft: false);
        others = [.. others[3..], .. await JoinAsync(12, 5)];
        Assert.Equal(PlaceState.Ready, (await StatusAsync(place)).State);
        await WatchAsync(11, others);
        Assert.Equal(14, (await StatusAsync(place)).Position);
        Assert.Equal(15, (await StatusAsync(await JoinAsync(19))).Position);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_slept_while_the_front_went_by_stands_directly_behind_those_who_are_ready_told_or_not(bool told)
    {
        var (place, others) = await LosingAsync("asleep");
        others.AddRange(await JoinAsync(12, 8));
        await WatchAsync(31, others);
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 100, Burst = 15 }, _policy, default);
        await WatchAsync(1, told ? others : []);
        Assert.Equal(16, (await StatusAsync(place)).Position);
        Assert.Equal(PlaceState.Ready, (await StatusAsync(others[14])).State);
        Assert.Equal(17, (await StatusAsync(others[15])).Position);
    }

    [Fact]
    public async Task The_front_is_the_last_who_ever_was_ready_whoever_entered_since()
    {
        var (place, others) = await LosingAsync("asleep");
        others.AddRange(await JoinAsync(12, 8));
        await WatchAsync(31, others);
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 100, Burst = 15 }, _policy, default);
        await WatchAsync(1, others);
        await EnterAsync(others[14]);
        await EnterAsync(others[0]);
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 0.01, Burst = 1 }, _policy, default);
        await Tested.StatusAsync(_event, others[1..14], _policy);
        // Thirteen were told that it is their turn, though only ten of them may still enter.
        Assert.Equal(14, (await StatusAsync(place)).Position);
    }

    [Fact]
    public async Task Who_comes_back_before_anybody_was_ready_stands_where_they_stood()
    {
        _policy = Policies.Of(o => o.MinimumWaits = [new() { Wait = TimeSpan.FromHours(1) }]);
        var place = await JoinAsync(0);
        await PassAsync(6 * Minute);
        Assert.Equal(1, (await StateAsync()).Remembered);
        Assert.Equal(1, (await StatusAsync(place)).Position);
        var state = await StateAsync();
        Assert.Empty(state.Records);
        Assert.Equal(0, state.Remembered);
        Assert.Equal(double.NegativeInfinity, state.Front);
    }

    [Fact]
    public async Task A_place_that_somebody_else_has_meanwhile_is_the_one_behind_it()
    {
        var (first, others) = await LosingAsync("silent");
        var second = others[0];
        others = [.. others[1..], .. await JoinAsync(12, 3)];
        await WatchAsync(11, others);
        Assert.Equal(11, (await StatusAsync(first)).Position);
        await LeaveAsync(first, soft: true);
        await WatchAsync(11, others);
        Assert.Equal(11, (await StatusAsync(second)).Position);
        Assert.Equal(12, (await StatusAsync(first)).Position);
        Assert.Equal(11, (await StatusAsync(second)).Position);
    }

    [Fact]
    public async Task More_come_back_than_there_is_room_for_between_two_tickets()
    {
        const int many = 1_030;
        _policy = Forgetful(o => o.RememberedPlaces = many);
        await Store.SettingsAsync(_event, new EventSettingsChange { AdmissionsPerSecond = 0.01, Burst = 2 * many }, _policy, default);
        var places = await JoinAsync(100, many);
        var last = await JoinAsync(0);
        await WatchAsync(5, [last]);
        foreach (var place in places)
            await LeaveAsync(place, soft: true);
        await WatchAsync(11, [last]);
        for (var i = 0; i < many; i++)
            Assert.Equal(i + 2, (await StatusAsync(places[i])).Position);
        Assert.Equal(Enumerable.Range(2, many).Select(position => (long)position), (await Tested.StatusAsync(_event, places, _policy)).Select(status => status.Position));
        Assert.Equal(many + 2, (await StatusAsync(await JoinAsync(1))).Position);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("join")]
    [InlineData("enter")]
    public async Task Whatever_they_ask_brings_them_back(string question)
    {
        var (place, others) = await LosingAsync("silent");
        await WatchAsync(11, others);
        if (question == "join")
            Assert.False((await Store.JoinAsync(_event, place.Entry, _policy, default)).Created);
        else if (question == "enter")
            Assert.Equal(EnterCode.NotReady, await EnterAsync(place));
        else
            Assert.Equal(PlaceState.Waiting, (await StatusAsync(place)).State);
        var state = await StateAsync();
        Assert.Equal(("returned", 0L), (state.Journal[^1].Kind, state.Remembered));
    }

    [Fact]
    public async Task A_hidden_page_is_told_where_the_visitor_would_stand_and_that_changes_nothing()
    {
        var (place, others) = await LosingAsync("silent");
        await WatchAsync(11, others);
        var before = await StateAsync();
        var status = await Store.StatusAsync(_event, place, true, _policy, default);
        Assert.Equal((PlaceState.Waiting, 11L), (status.State, status.Position));
        Assert.Equal(before.Describe(), (await StateAsync()).Describe());
    }
}
