using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>What a store must do, in examples with the numbers of the specification. Runs on both.</summary>
public abstract partial class StoreConformance
{
    private static readonly UInt128 Nobody = UInt128.Zero;

    private readonly string _event = "conformance-" + Guid.NewGuid().ToString("n");
    private EventPolicy _policy = Policies.Of(_ => { });
    private StoreUnderTest? _tested;

    internal abstract StoreUnderTest Create(FakeTimeProvider time);

    private StoreUnderTest Tested => _tested ??= Create(new FakeTimeProvider(StoreUnderTest.Start));

    private IQueueStore Store => Tested.Store;

    private static EntryId Entry(int number) => new((UInt128)(number + 1));

    private async Task<Place> JoinAsync(int who) =>
        new(Entry(who), (await Store.JoinAsync(_event, Entry(who), _policy, default)).Ticket);

    private async Task<List<Place>> JoinAsync(int from, int count)
    {
        var places = new List<Place>();
        for (var who = from; who < from + count; who++)
            places.Add(await JoinAsync(who));
        return places;
    }

    private async Task<StatusReply> StatusAsync(Place place) =>
        await Store.StatusAsync(_event, place, false, _policy, default);

    private async Task<EnterCode> EnterAsync(Place place, UInt128 user = default) =>
        (await Store.EnterAsync(_event, place, user, _policy, default)).Code;

    private Task<bool> LeaveAsync(Place place, bool soft) => Store.LeaveAsync(_event, place, soft, _policy, default).AsTask();

    private Task<RedeemReply> RedeemAsync(Place place, RedeemStep step, int claim) =>
        Store.RedeemAsync(_event, place, step, (UInt128)claim, _policy, default).AsTask();

    private async Task<MaintenanceReply> MaintainAsync() => await Store.MaintainAsync(_event, TimeSpan.Zero, _policy, default);

    private Task PassAsync(TimeSpan span) => Tested.PassAsync(span, _event, _policy);

    private Task<StoreState> StateAsync() => Tested.StateAsync(_event, Enumerable.Range(0, 20).Select(Entry));
}

/// <summary>The default store.</summary>
public sealed class InMemoryConformance : StoreConformance
{
    internal override StoreUnderTest Create(FakeTimeProvider time) => new InMemoryUnderTest(time);
}

/// <summary>The scripts on a real Redis.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class RedisConformance(RedisFixture redis) : StoreConformance
{
    internal override StoreUnderTest Create(FakeTimeProvider time) => new RedisUnderTest(time, redis.Connection);
}
