using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>During a roll-out gateways have different configurations. One of them holds for all; they never alternate.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class TwoConfigurations(RedisFixture redis)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _event = "configurations-" + Guid.NewGuid().ToString("n");
    private readonly RedisUnderTest _tested = new(new FakeTimeProvider(StoreUnderTest.Start), redis.Connection);

    [Fact]
    public async Task Of_one_version_the_numbers_in_force_stay_while_a_gateway_comes_with_them_and_for_a_minute()
    {
        var (before, after) = (Policy(burst: 5), Policy(burst: 50));
        await JoinAsync(30, before);
        Assert.Equal(5, await CountReadyAsync(after));
        for (var second = 0; second < 90; second++)
        {
            _tested.Pass(Second);
            Assert.Equal(second % 2 != 0, (await _tested.Store.MaintainAsync(_event, Second, second % 2 == 0 ? before : after, default)).IsOther);
        }

        Assert.Equal(5, await CountReadyAsync(after));
        await _tested.PassAsync(TimeSpan.FromSeconds(61), _event, after);
        Assert.False((await _tested.Store.MaintainAsync(_event, Second, after, default)).IsOther);
        Assert.True((await _tested.Store.MaintainAsync(_event, Second, before, default)).IsOther);
    }

    [Fact]
    public async Task A_larger_version_holds_at_once()
    {
        var (before, after) = (Policy(burst: 50), Policy(burst: 5, version: 1));
        await JoinAsync(30, before);
        Assert.Equal(30, await CountReadyAsync(before));
        await _tested.PassAsync(Second, _event, after);
        Assert.Equal(5, await CountReadyAsync(before));
        Assert.True((await _tested.Store.MaintainAsync(_event, Second, before, default)).IsOther);
    }

    private static EventPolicy Policy(int burst, int version = 0) => Policies.Of(o =>
    {
        (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.ConfigurationVersion) = (0.001, burst, 0, 0, version);
        o.MinimumWaits = [new()];
    });

    private async Task JoinAsync(int count, EventPolicy policy)
    {
        for (var who = 0; who < count; who++)
            await _tested.Store.JoinAsync(_event, Sale.EntryOf(who), policy, default);
    }

    private async Task<int> CountReadyAsync(EventPolicy policy)
    {
        var state = await _tested.StateAsync(_event, []);
        return (await _tested.StatusAsync(_event, state.Queue, policy)).Count(status => status.State == PlaceState.Ready);
    }
}
