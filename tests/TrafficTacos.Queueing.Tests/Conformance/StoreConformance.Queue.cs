using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Joining, standing, leaving.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_ticket_is_the_join_time_and_grows_even_when_the_clock_stands()
    {
        var now = Tested.Now;
        var places = await JoinAsync(0, 3);
        Assert.Equal([now, now + 1, now + 2], places.Select(place => place.Ticket));
    }

    [Fact]
    public async Task Positions_are_in_the_order_of_the_joins()
    {
        var places = await JoinAsync(0, 3);
        await PassAsync(TimeSpan.FromSeconds(1));
        places.AddRange(await JoinAsync(3, 2));
        for (var i = 0; i < places.Count; i++)
            Assert.Equal(i + 1, (await StatusAsync(places[i])).Position);
    }

    [Fact]
    public async Task Joining_again_finds_the_same_place()
    {
        var place = await JoinAsync(0);
        await JoinAsync(1);
        await PassAsync(TimeSpan.FromSeconds(10));
        var again = await Store.JoinAsync(_event, Entry(0), _policy, default);
        Assert.Equal((false, place.Ticket, 1L), (again.Created, again.Ticket, again.Position));
    }

    [Fact]
    public async Task Somebody_who_left_and_joins_again_stands_at_the_end_and_the_old_ticket_is_over()
    {
        var places = await JoinAsync(0, 3);
        Assert.True(await LeaveAsync(places[0], soft: false));
        var again = await JoinAsync(0);
        Assert.NotEqual(places[0].Ticket, again.Ticket);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(places[0])).State);
        Assert.Equal(3, (await StatusAsync(again)).Position);
        Assert.False(await LeaveAsync(places[0], soft: false));
        Assert.Equal(EnterCode.Gone, await EnterAsync(places[0]));
    }

    [Fact]
    public async Task Whoever_is_silent_for_the_heartbeat_timeout_is_counted_and_then_is_asleep()
    {
        var places = await JoinAsync(0, 2);
        for (var minute = 0; minute < 5; minute++)
        {
            await PassAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(1, (await StatusAsync(places[0])).Position);
        }

        Assert.Equal(2, (await StatusAsync(places[0])).Length);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await StatusAsync(places[0])).Length);
        Assert.Equal("asleep", (await StateAsync()).Journal[^1].Kind);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("join")]
    [InlineData("enter")]
    public async Task Whatever_a_visitor_asks_is_a_heartbeat_and_silence_counts_from_the_last(string question)
    {
        // Nobody may enter yet.
        _policy = Policies.Of(o => o.MinimumWaits = [new() { Wait = TimeSpan.FromHours(1) }]);
        var place = await JoinAsync(0);
        for (var asked = 0; asked < 2; asked++)
        {
            await PassAsync(TimeSpan.FromMinutes(4));
            if (question == "join")
                await JoinAsync(0);
            else if (question == "enter")
                await EnterAsync(place);
            else
                await StatusAsync(place);
        }

        await PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["joined"], (await StateAsync()).Journal.Select(record => record.Kind));
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["joined", "asleep"], (await StateAsync()).Journal.Select(record => record.Kind));
        // They were heard after the join: they gave up.
        var snapshot = (await MaintainAsync()).Snapshot;
        Assert.Equal((1, 0), (snapshot.Abandoned.One, snapshot.NeverPolled.One));
    }

    [Fact]
    public async Task Joining_again_after_silence_finds_the_same_place()
    {
        var place = await JoinAsync(0);
        await PassAsync(TimeSpan.FromMinutes(6));
        var again = await Store.JoinAsync(_event, Entry(0), _policy, default);
        Assert.Equal((false, place.Ticket), (again.Created, again.Ticket));
        Assert.Equal(["joined", "asleep", "returned"], (await StateAsync()).Journal.Select(record => record.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_soft_leave_keeps_the_place_for_30_seconds_and_then_it_is_remembered(bool pollInTime)
    {
        var places = await JoinAsync(0, 2);
        Assert.True(await LeaveAsync(places[0], soft: true));
        await PassAsync(TimeSpan.FromSeconds(30));
        if (pollInTime)
            Assert.Equal(1, (await StatusAsync(places[0])).Position);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(pollInTime ? 2 : 1, (await StatusAsync(places[1])).Position);
        Assert.Equal(pollInTime ? 0 : 1, (await StateAsync()).Count("left_softly"));
        Assert.Equal(pollInTime ? 1 : 2, (await StatusAsync(places[0])).Position);
    }

    [Fact]
    public async Task A_second_beacon_does_not_keep_the_place_longer()
    {
        var place = await JoinAsync(0);
        await LeaveAsync(place, soft: true);
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.True(await LeaveAsync(place, soft: true));
        await PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(1, (await StateAsync()).Count("left_softly"));
    }

    [Fact]
    public async Task A_beacon_does_not_shorten_what_a_hidden_tab_told_in_advance()
    {
        var place = await JoinAsync(0);
        await Store.StatusAsync(_event, place, true, _policy, default);
        Assert.False(await LeaveAsync(place with { Ticket = place.Ticket + 1 }, soft: true));
        Assert.True(await LeaveAsync(place, soft: true));
        await PassAsync(TimeSpan.FromSeconds(90));
        Assert.Equal(0, (await StateAsync()).Count("left_softly"));
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await StateAsync()).Count("left_softly"));
    }

    [Fact]
    public async Task A_ready_visitor_who_reloads_is_not_taken_for_a_no_show()
    {
        var place = await JoinAsync(0);
        await LeaveAsync(place, soft: true);
        await PassAsync(TimeSpan.FromSeconds(29));
        Assert.Equal(PlaceState.Ready, (await StatusAsync(place)).State);
    }

    [Fact]
    public async Task A_poll_for_a_place_that_is_gone_does_not_bring_it_back()
    {
        var place = await JoinAsync(0);
        await LeaveAsync(place, soft: false);
        var before = await StateAsync();
        Assert.Equal(PlaceState.Gone, (await StatusAsync(place)).State);
        Assert.Equal(before.Describe(), (await StateAsync()).Describe());
    }

    [Fact]
    public async Task Many_are_answered_at_once_each_as_if_alone()
    {
        var places = await JoinAsync(0, 10);
        await LeaveAsync(places[4], soft: false);
        var replies = await Tested.StatusAsync(_event, [places[9], places[4], places[0], places[0]], _policy);
        Assert.Equal([9L, 0, 1, 1], replies.Select(reply => reply.Position));
        Assert.Equal(PlaceState.Gone, replies[1].State);
        Assert.All(replies, reply => Assert.Equal(9, reply.Length));
    }

    [Fact]
    public async Task Every_change_is_one_record_of_the_journal()
    {
        var places = await JoinAsync(0, 3);
        await EnterAsync(places[0]);
        await LeaveAsync(places[1], soft: false);
        await PassAsync(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await StatusAsync(places[0]);
        var journal = (await StateAsync()).Journal;
        Assert.Equal(["joined", "joined", "joined", "admitted", "left", "unspent", "asleep", "returned"], journal.Select(record => record.Kind));
        Assert.Equal([places[0].Ticket, places[1].Ticket, places[0].Ticket, places[2].Ticket, places[0].Ticket], journal.Skip(3).Select(record => record.Ticket));
    }
}
