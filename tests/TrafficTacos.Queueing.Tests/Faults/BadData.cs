using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tests.Conformance;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>What somebody typed wrong, or what Redis evicted, heals or is ignored. No event answers with an error for good.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class BadData(RedisFixture redis)
{
    private readonly string _event = "bad-data-" + Guid.NewGuid().ToString("n");
    private readonly EventPolicy _policy = Policies.Of(o => (o.TurnTime, o.TurnGuaranteed) = (TimeSpan.FromHours(2), TimeSpan.FromHours(2)));
    private readonly RedisUnderTest _tested = new(new FakeTimeProvider(StoreUnderTest.Start), redis.Connection);

    private IDatabase Database => redis.Connection.GetDatabase();

    private RedisKeys Keys => RedisKeySpace.Default.Of(_event);

    [Theory]
    [InlineData("admissions_per_second", "fast")]
    [InlineData("admissions_per_second", "20,5")]
    [InlineData("admissions_per_second", "1e400")]
    [InlineData("admissions_per_second", "nan")]
    [InlineData("admissions_per_second", "-1")]
    [InlineData("admissions_per_second", "")]
    [InlineData("burst", "0")]
    [InlineData("burst", "many")]
    [InlineData("paused", "yes")]
    public async Task A_setting_that_is_not_valid_is_ignored_and_named(string name, string value)
    {
        await Database.HashSetAsync(Keys.Settings, name, value);
        var places = await JoinAsync(3);
        Assert.All(await _tested.StatusAsync(_event, places, _policy), status => Assert.Equal(PlaceState.Ready, status.State));
        Assert.Equal(EnterCode.Granted, (await _tested.Store.EnterAsync(_event, places[0], UInt128.Zero, _policy, default)).Code);
        var reply = await _tested.Store.MaintainAsync(_event, TimeSpan.Zero, _policy, default);
        Assert.Equal(name, reply.Ignored);
        Assert.Equal((_policy.AdmissionsPerSecond, _policy.Burst, false), (reply.Snapshot.AdmissionsPerSecond, reply.Snapshot.Burst, reply.Snapshot.Paused));
    }

    [Theory]
    [InlineData("heartbeats")]
    [InlineData("state")]
    [InlineData("settings")]
    [InlineData("turns")]
    [InlineData("records")]
    [InlineData("remembered")]
    [InlineData("admitted")]
    [InlineData("journal")]
    public async Task A_key_that_is_lost_alone_costs_nobody_who_waits_their_place(string name)
    {
        var places = await JoinAsync(30);
        await PassAsync(TimeSpan.FromSeconds(20), places);
        await Database.KeyDeleteAsync($"tq:{{{_event}}}:{name}");
        await PassAsync(TimeSpan.FromMinutes(2), places);
        var after = await _tested.StatusAsync(_event, places, _policy);
        Assert.Equal(Enumerable.Range(1, 30).Select(position => (long)position), after.Select(status => status.Position));
        var late = await _tested.Store.JoinAsync(_event, Sale.EntryOf(99), _policy, default);
        Assert.Equal((true, 31L), (late.Created, late.Position));
        Assert.True(late.Ticket > places[^1].Ticket);
    }

    [Fact]
    public async Task Without_its_queue_an_event_goes_on_with_whoever_joins()
    {
        var places = await JoinAsync(5);
        await Database.KeyDeleteAsync(Keys.Queue);
        await _tested.PassAsync(TimeSpan.FromMinutes(6), _event, _policy);
        Assert.All(await _tested.StatusAsync(_event, places, _policy), status => Assert.Equal(PlaceState.Gone, status.State));
        Assert.Equal(1, (await _tested.Store.JoinAsync(_event, Sale.EntryOf(50), _policy, default)).Position);
    }

    private async Task PassAsync(TimeSpan span, List<Place> places)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(2))
        {
            await _tested.PassAsync(TimeSpan.FromSeconds(2), _event, _policy);
            await _tested.StatusAsync(_event, places, _policy);
        }
    }

    private async Task<List<Place>> JoinAsync(int count)
    {
        var places = new List<Place>();
        for (var who = 0; who < count; who++)
            places.Add(new Place(Sale.EntryOf(who), (await _tested.Store.JoinAsync(_event, Sale.EntryOf(who), _policy, default)).Ticket));
        return places;
    }
}
