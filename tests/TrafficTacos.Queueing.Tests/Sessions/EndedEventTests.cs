using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Sessions;

/// <summary>An operator ends an event, at one of two gateways that share a store, and another event of this name begins.</summary>
public abstract class EndedEventTests : IAsyncLifetime
{
    private const string Ann = "ann@shop.example";

    private readonly FakeTimeProvider _time = new(StoreUnderTest.Start);
    private readonly string _event = "ended-" + Guid.NewGuid().ToString("n");
    private Gateway _one = null!;
    private Gateway _other = null!;

    internal abstract (Gateway One, Gateway Other) Start(FakeTimeProvider time, Action<WaitingRoomOptions> configure);

    public Task InitializeAsync()
    {
        (_one, _other) = Start(_time, o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (0.1, 3, 0, 0, [new MinimumWait()]));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task Everything_of_it_ends_at_every_gateway()
    {
        var session = await _one.InsideAsync(_event, "inside");
        await PassAsync(2);
        Assert.Equal(SessionOutcome.Live, (await _other.Room.CheckAsync(session, "inside")).Outcome);
        var claimed = (await EnterAsync("claimed")).ReservationToken!;
        Assert.Equal(PassClaimOutcome.Claimed, (await _one.Room.ClaimAsync(_event, claimed, "claimed")).Outcome);
        var pass = (await EnterAsync("pass")).ReservationToken!;
        var left = (await _one.Room.JoinAsync(_event, "left")).WaitingToken!;
        await _one.Room.LeaveAsync(left, LeaveMode.Soft);
        var waiting = (await _one.Room.JoinAsync(_event, "waiting")).WaitingToken!;
        var anonymous = (await _other.Room.JoinAsync(_event)).WaitingToken!;
        await PassAsync(1);

        var ended = await _one.Room.Operator.EndEventAsync(_event, Ann);
        Assert.Equal((true, 3, 0, 2, 1), (ended.Ended, ended.Waiting, ended.Remembered, ended.Admitted, ended.Inside));
        await PassAsync(1);
        foreach (var gateway in (Gateway[])[_one, _other])
        {
            foreach (var token in (string[])[waiting, anonymous, left])
                Assert.Equal(VisitorState.Expired, (await gateway.Room.GetStatusAsync(token)).State);
            Assert.NotEqual(EnterOutcome.Granted, (await gateway.Room.EnterAsync(waiting, "waiting")).Outcome);
            Assert.Equal(PassClaimOutcome.Expired, (await gateway.Room.ClaimAsync(_event, pass, "pass")).Outcome);
            Assert.Equal(PassClaimOutcome.Expired, (await gateway.Room.ClaimAsync(_event, claimed, "claimed")).Outcome);
            Assert.Equal(SessionOpenOutcome.Expired, (await gateway.Room.OpenAsync(pass, "pass")).Outcome);
            Assert.Equal(SessionOutcome.Ended, (await gateway.Room.CheckAsync(session, "inside")).Outcome);
            Assert.Equal(SessionOutcome.Ended, (await gateway.Room.ExtendAsync(session, "inside")).Outcome);
        }

        var overview = await _one.Room.Operator.GetEventAsync(_event);
        Assert.Equal((0, 0, 0, null, EventMode.Normal), (overview.Length, overview.Remembered, overview.Admitted, overview.FirstJoinAt, overview.Mode));
        Assert.Empty(overview.Counts);
        Assert.False((await _other.Room.Operator.EndEventAsync(_event, Ann)).Ended);
        Assert.Equal([(Ann, "end", "3 waiting, 0 remembered, 2 with a pass, 1 inside")], await AuditAsync());
        Assert.Contains("ended", await JournalAsync());
    }

    [Fact]
    public async Task The_next_event_of_this_name_begins_and_old_tokens_stay_void()
    {
        await _one.Room.ChangeSettingsAsync(_event, new EventSettingsChange { Burst = 4, ChangedBy = Ann });
        var session = await _one.InsideAsync(_event, "inside");
        var waiting = (await _other.Room.JoinAsync(_event, "waiting")).WaitingToken!;
        var pass = (await EnterAsync("pass")).ReservationToken!;
        await PassAsync(2);
        await _one.Room.Operator.EndEventAsync(_event, Ann);

        // The gateway that did not end it has seen the old generation a moment ago.
        var again = await _other.Room.JoinAsync(_event, "waiting");
        Assert.Equal((JoinOutcome.Joined, 1), (again.Outcome, again.Position));
        Assert.NotEqual(VisitorState.Ready, again.State); // gateways may still let sessions of the old one through
        await PassAsync(3);
        for (var round = 0; round < 2; round++)
        {
            foreach (var gateway in (Gateway[])[_one, _other])
            {
                Assert.Equal(VisitorState.Expired, (await gateway.Room.GetStatusAsync(waiting)).State);
                Assert.Equal(PassClaimOutcome.Expired, (await gateway.Room.ClaimAsync(_event, pass, "pass")).Outcome);
                Assert.Equal(SessionOutcome.Ended, (await gateway.Room.CheckAsync(session, "inside")).Outcome);
            }

            Assert.Equal(EventMode.Normal, (await _one.Room.Operator.GetEventAsync(_event)).Mode);
            await PassAsync(1);
        }

        Assert.Equal(4, (await _other.Room.GetSettingsAsync(_event)).Burst);
        var entered = await _one.Room.EnterAsync(again.WaitingToken!, "waiting");
        Assert.Equal(EnterOutcome.Granted, entered.Outcome);
        var inside = (await _one.Room.OpenAsync(entered.ReservationToken!, "waiting")).SessionToken!;
        await PassAsync(3);
        Assert.Equal(SessionOutcome.Live, (await _other.Room.CheckAsync(inside, "waiting")).Outcome);
        Assert.Equal(SessionOutcome.Ended, (await _other.Room.CheckAsync(session, "inside")).Outcome);
        var counts = (await _one.Room.Operator.GetEventAsync(_event)).Counts;
        Assert.Equal((1, 1), (counts.GetValueOrDefault("joined"), counts.GetValueOrDefault("admitted")));
    }

    [Fact]
    public async Task The_bound_on_admissions_holds_across_the_end()
    {
        for (var i = 0; i < 3; i++)
            await _one.InsideAsync(_event, "user" + i);
        await _one.Room.Operator.EndEventAsync(_event, Ann);
        var next = (await _one.Room.JoinAsync(_event, "next")).WaitingToken!;
        await PassAsync(4);
        Assert.Equal(EnterOutcome.NotReady, (await _one.Room.EnterAsync(next, "next")).Outcome);
        await PassAsync(7);
        Assert.Equal(EnterOutcome.Granted, (await _one.Room.EnterAsync(next, "next")).Outcome);
    }

    [Fact]
    public async Task Who_was_removed_does_not_come_back_into_the_next_event()
    {
        await _one.Room.JoinAsync(_event, "gone");
        var removed = await _one.Room.Operator.RemoveAsync(_event, VisitorQuery.ByUser("gone"), Ann);
        await _one.Room.Operator.EndEventAsync(_event, Ann);
        await _one.Room.JoinAsync(_event, "next");
        var undone = await _one.Room.Operator.UndoAsync(_event, removed.UndoId!, Ann);
        Assert.Equal((UndoOutcome.Unknown, 0), (undone.Outcome, undone.Restored));
        Assert.Equal(1, (await _one.Room.Operator.GetEventAsync(_event)).Length);
    }

    [Fact]
    public async Task An_event_that_nobody_came_to_has_nothing_to_end()
    {
        Assert.False((await _one.Room.Operator.EndEventAsync(_event, Ann)).Ended);
        await _one.Room.ChangeSettingsAsync(_event, new EventSettingsChange { Burst = 4, ChangedBy = Ann });
        Assert.False((await _one.Room.Operator.EndEventAsync(_event, Ann)).Ended);
        Assert.DoesNotContain(await AuditAsync(), entry => entry.What == "end");
        await Assert.ThrowsAsync<ArgumentException>(() => _one.Room.Operator.EndEventAsync(_event, ""));
        await Assert.ThrowsAsync<ArgumentException>(() => _one.Room.Operator.EndEventAsync("{}", Ann));
    }

    private async Task<EnterResult> EnterAsync(string user) =>
        await _one.Room.EnterAsync((await _one.Room.JoinAsync(_event, user)).WaitingToken!, user);

    private async Task PassAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            foreach (var gateway in (Gateway[])[_one, _other])
            {
                await gateway.MaintainAsync(_event);
                await gateway.ReadAsync(_event);
            }
        }
    }

    private async Task<List<(string Who, string What, string Detail)>> AuditAsync()
    {
        var audit = new List<(string, string, string)>();
        await foreach (var entry in _one.Room.Operator.GetAuditAsync(_event))
            audit.Add((entry.Who, entry.What, entry.Detail));
        return audit;
    }

    private async Task<List<string>> JournalAsync()
    {
        var kinds = new List<string>();
        await foreach (var entry in _one.Room.Operator.ReadJournalAsync(_event))
            kinds.Add(entry.Kind);
        return kinds;
    }
}

/// <summary>The default store.</summary>
public sealed class EndedInMemory : EndedEventTests
{
    internal override (Gateway One, Gateway Other) Start(FakeTimeProvider time, Action<WaitingRoomOptions> configure)
    {
        var store = new Storage.InMemory.InMemoryQueueStore(time);
        return (new Gateway(time, store, configure), new Gateway(time, store, configure));
    }
}

/// <summary>On a real Redis.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class EndedOnRedis(RedisFixture redis) : EndedEventTests
{
    internal override (Gateway One, Gateway Other) Start(FakeTimeProvider time, Action<WaitingRoomOptions> configure) =>
        (Gateway.OnRedis(time, redis.Connection, configure), Gateway.OnRedis(time, redis.Connection, configure));
}
