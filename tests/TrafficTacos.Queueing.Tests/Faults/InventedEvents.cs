using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tests.Conformance;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Anybody can join an event that does not exist. That costs Redis little, and not for long.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class InventedEvents(RedisFixture redis)
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly string _event = "invented-" + Guid.NewGuid().ToString("n");
    private readonly EventPolicy _policy = new(new EventOptions(), isKnown: false);
    private readonly RedisUnderTest _tested = new(new FakeTimeProvider(StoreUnderTest.Start), redis.Connection);

    private IDatabase Database => redis.Connection.GetDatabase();

    private RedisKey[] Keys => RedisKeySpace.Default.Of(_event).Event;

    [Fact]
    public async Task Cost_a_kilobyte_and_a_hundred_bytes_for_each_further_visitor()
    {
        await JoinAsync(0);
        Assert.InRange(await BytesAsync(), 1, 1100);
        for (var who = 1; who < 9; who++)
            await JoinAsync(who);
        Assert.InRange(await BytesAsync(), 1, 1100 + 8 * 100);
    }

    [Fact]
    public async Task End_ten_minutes_after_the_last_call_of_a_visitor_and_maintenance_is_none()
    {
        var place = await JoinAsync(0);
        await AssertEndsWithinAsync(TenMinutes);
        foreach (var key in Keys)
            await Database.KeyExpireAsync(key, TimeSpan.FromMinutes(3));
        await _tested.PassAsync(TimeSpan.FromSeconds(4), _event, _policy);
        await AssertEndsWithinAsync(TimeSpan.FromMinutes(3));

        await _tested.Store.StatusAsync(_event, place, false, _policy, default);
        await AssertEndsWithinAsync(TenMinutes, atLeast: TenMinutes - TimeSpan.FromMinutes(1));
        await _tested.Store.EnterAsync(_event, place, UInt128.Zero, _policy, default);
        await _tested.PassAsync(TimeSpan.FromMinutes(1), _event, _policy);
        await AssertEndsWithinAsync(TenMinutes);
    }

    [Fact]
    public async Task Live_like_any_other_event_from_the_tenth_visitor_on()
    {
        for (var who = 0; who < 10; who++)
            await JoinAsync(who);
        await AssertEndsWithinAsync(TimeSpan.FromDays(1), atLeast: TimeSpan.FromHours(23));
    }

    private async Task<Place> JoinAsync(int who) => new(Sale.EntryOf(who), (await _tested.Store.JoinAsync(_event, Sale.EntryOf(who), _policy, default)).Ticket);

    private async Task<long> BytesAsync() =>
        (await Task.WhenAll(Keys.Select(key => Database.ExecuteAsync("MEMORY", "USAGE", key)))).Sum(bytes => bytes.IsNull ? 0 : (long)bytes);

    private async Task AssertEndsWithinAsync(TimeSpan most, TimeSpan atLeast = default)
    {
        foreach (var key in Keys)
        {
            if (await Database.KeyExistsAsync(key))
                Assert.InRange(await Database.KeyTimeToLiveAsync(key) ?? TimeSpan.MaxValue, atLeast, most);
        }
    }
}
