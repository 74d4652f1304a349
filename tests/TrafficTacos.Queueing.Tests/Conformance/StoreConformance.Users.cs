namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>Users who stand at a place that was joined without one.</summary>
public abstract partial class StoreConformance
{
    private const int Alice = 101;
    private const int Bob = 202;

    [Fact]
    public async Task A_user_who_is_attached_finds_the_place_and_no_other_user_enters_with_it()
    {
        await JoinAsync(0);
        var place = await JoinAsync(1);
        Assert.True(await AttachAsync(place, Alice));
        Assert.True(await AttachAsync(place, Alice));
        Assert.False(await AttachAsync(place, Bob));

        var again = await Store.JoinAsync(_event, Entry(Alice), _policy, default);
        Assert.Equal((false, place.Ticket, 2, place.Entry), (again.Created, again.Ticket, again.Position, again.Elsewhere));
        Assert.Equal(3, (await Store.JoinAsync(_event, Entry(Bob), _policy, default)).Position);
        Assert.Equal(EnterCode.OtherUser, await EnterAsync(place, Bob));
        Assert.Equal(EnterCode.Granted, await EnterAsync(place, Alice));
    }

    [Fact]
    public async Task Many_at_once_find_their_own_places_and_those_they_are_attached_to()
    {
        var places = await JoinAsync(0, 3);
        await AttachAsync(places[2], Alice);
        await AttachAsync(places[0], Bob);
        int[] all = [5, Alice, 1, Bob, 6];
        var replies = await Task.WhenAll(all.Select(who => Store.JoinAsync(_event, Entry(who), _policy, default).AsTask()));
        Assert.Equal([null, places[2].Entry, null, places[0].Entry, null], replies.Select(reply => reply.Elsewhere));
        Assert.Equal([places[2].Ticket, places[1].Ticket, places[0].Ticket], [replies[1].Ticket, replies[2].Ticket, replies[3].Ticket]);
        Assert.Equal([true, false, false, false, true], replies.Select(reply => reply.Created));
    }

    [Fact]
    public async Task The_first_place_that_a_user_is_attached_to_stays_theirs()
    {
        var places = await JoinAsync(0, 2);
        Assert.True(await AttachAsync(places[1], Alice));
        Assert.False(await AttachAsync(places[0], Alice));
        Assert.Equal(places[1].Entry, (await Store.JoinAsync(_event, Entry(Alice), _policy, default)).Elsewhere);
    }

    [Fact]
    public async Task An_older_place_of_the_user_stays_theirs()
    {
        var own = await JoinAsync(Alice);
        var place = await JoinAsync(1);
        Assert.False(await AttachAsync(place, Alice));
        Assert.Null((await Store.JoinAsync(_event, Entry(Alice), _policy, default)).Elsewhere);
        await LeaveAsync(own, soft: false);
        Assert.True(await AttachAsync(place, Alice));
    }

    [Fact]
    public async Task Who_left_the_place_that_they_were_attached_to_gets_a_new_one()
    {
        var place = await JoinAsync(0);
        await AttachAsync(place, Alice);
        await LeaveAsync(place, soft: false);
        var joined = await Store.JoinAsync(_event, Entry(Alice), _policy, default);
        Assert.True(joined.Created);
        Assert.True(joined.Ticket > place.Ticket);
        var again = await Store.JoinAsync(_event, Entry(Alice), _policy, default);
        Assert.Equal((false, joined.Ticket), (again.Created, again.Ticket));
    }

    [Fact]
    public async Task A_pass_is_found_until_it_is_spent_or_over()
    {
        var places = await JoinAsync(0, 2);
        Assert.Null(await Store.FindPassAsync(_event, places[0], _policy, default));
        var entered = await Store.EnterAsync(_event, places[0], Alice, _policy, default);
        await PassAsync(TimeSpan.FromSeconds(12));
        var found = await Store.FindPassAsync(_event, places[0], _policy, default);
        Assert.Equal(new PassReply(entered.Pass, 18_000_000), found);
        Assert.Null(await Store.FindPassAsync(_event, places[0] with { Ticket = places[0].Ticket + 1 }, _policy, default));
        await RedeemAsync(places[0], RedeemStep.Claim, 1);
        Assert.NotNull(await Store.FindPassAsync(_event, places[0], _policy, default));
        await RedeemAsync(places[0], RedeemStep.Spend, 1);
        Assert.Null(await Store.FindPassAsync(_event, places[0], _policy, default));

        await Store.EnterAsync(_event, places[1], Bob, _policy, default);
        await PassAsync(TimeSpan.FromSeconds(31));
        Assert.Null(await Store.FindPassAsync(_event, places[1], _policy, default));
    }

    private Task<bool> AttachAsync(Place place, int user) => Store.AttachAsync(_event, place, Entry(user), (UInt128)user, _policy, default).AsTask();
}
