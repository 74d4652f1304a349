using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tests.Conformance;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>One event in virtual time, several gateways, and a Redis whose keys are taken back as they were, or deleted.</summary>
public abstract class LossyEvent(RedisFixture redis)
{
    private protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private protected string EventId { get; } = "loss-" + Guid.NewGuid().ToString("n");

    private protected FakeTimeProvider Time { get; } = new(StoreUnderTest.Start);

    private protected EventPolicy Policy { get; set; } = Policies.Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (1, 10, 0, 0, [new()]));

    /// <summary>How many entries may have a pass.</summary>
    private protected virtual int Crowd => 120;

    private IDatabase Database => redis.Connection.GetDatabase();

    private protected static IEnumerable<long> Numbers(int from, int count) => Enumerable.Range(from, count).Select(number => (long)number);

    /// <summary>A gateway of its own: it has not seen what the others were told.</summary>
    private protected RedisUnderTest Gateway() => new(Time, redis.Connection);

    private protected async Task<Visitor> JoinAsync(RedisUnderTest gateway, int who)
    {
        var joined = await gateway.Store.JoinAsync(EventId, Sale.EntryOf(who), Policy, default);
        return new Visitor(new Place(Sale.EntryOf(who), joined.Ticket), joined.Proof);
    }

    private protected async Task<Visitor[]> JoinAsync(RedisUnderTest gateway, int from, int count)
    {
        var visitors = new List<Visitor>();
        for (var who = from; who < from + count; who++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            visitors.Add(await JoinAsync(gateway, who));
        }

        return [.. visitors];
    }

    private protected async Task<StatusReply> StatusAsync(RedisUnderTest gateway, Visitor visitor) =>
        await gateway.Store.StatusAsync(EventId, visitor.Place, visitor.Proof, false, Policy, default);

    private protected async Task<EnterReply> EnterAsync(RedisUnderTest gateway, Visitor visitor) =>
        await gateway.Store.EnterAsync(EventId, visitor.Place, visitor.Proof, UInt128.Zero, StoreCalls.PassId, Policy, default);

    private protected Task LeaveAsync(RedisUnderTest gateway, Visitor visitor) =>
        gateway.Store.LeaveAsync(EventId, visitor.Place, false, Policy, default).AsTask();

    private protected async Task<RedeemReply> RedeemAsync(RedisUnderTest gateway, Visitor visitor, PassProof pass, RedeemStep step) =>
        await gateway.Store.RedeemAsync(EventId, visitor.Place, pass, step, new PassClaimant(UInt128.Zero, 1), Policy, default);

    private protected async Task<long[]> PositionsAsync(RedisUnderTest gateway, Visitor[] visitors) =>
        [.. (await Task.WhenAll(visitors.Select(visitor => StatusAsync(gateway, visitor)))).Select(status => status.Position)];

    /// <summary>Each keeps the token of its last status.</summary>
    private protected async Task<Visitor[]> RenewAsync(RedisUnderTest gateway, Visitor[] visitors) =>
        [.. await Task.WhenAll(visitors.Select(async visitor => visitor with { Proof = (await StatusAsync(gateway, visitor)).Proof }))];

    private protected async Task PassAsync(int seconds, Visitor[] polling, params RedisUnderTest[] gateways)
    {
        for (var i = 0; i < seconds; i++)
        {
            Time.Advance(Second);
            foreach (var gateway in gateways)
            {
                while ((await gateway.Store.MaintainAsync(EventId, Second, Policy, default)).More)
                {
                }
            }

            if (i % 2 == 0)
                await PositionsAsync(gateways[0], polling);
        }
    }

    private protected Task<StoreState> StateAsync(RedisUnderTest gateway) => gateway.StateAsync(EventId, []);

    private protected async Task<Dictionary<RedisKey, byte[]>> KeysAsync()
    {
        var kept = new Dictionary<RedisKey, byte[]>();
        foreach (var (key, value) in await Task.WhenAll(KeysOfEvent().Select(async key => (key, await Database.KeyDumpAsync(key)))))
        {
            if (value is not null)
                kept.Add(key, value);
        }

        return kept;
    }

    private protected async Task TakeBackAsync(Dictionary<RedisKey, byte[]> kept)
    {
        await EmptyAsync();
        foreach (var (key, value) in kept)
            await Database.KeyRestoreAsync(key, value);
    }

    private protected Task<bool> ForgetAsync(Func<RedisKeys, RedisKey> key, string field) => Database.HashDeleteAsync(key(RedisKeySpace.Default.Of(EventId)), field);

    private protected Task<bool> ForgetAsync(Func<RedisKeys, RedisKey> key) => Database.KeyDeleteAsync(key(RedisKeySpace.Default.Of(EventId)));

    /// <summary>Without a trace.</summary>
    private protected Task<bool> RemoveAsync(EntryId entry)
    {
        var bytes = new byte[EntryId.Size];
        entry.Write(bytes);
        return Database.SortedSetRemoveAsync(RedisKeySpace.Default.Of(EventId).Queue, bytes);
    }

    private protected Task<long> EmptyAsync() => Database.KeyDeleteAsync([.. KeysOfEvent()]);

    private IEnumerable<RedisKey> KeysOfEvent()
    {
        var keys = RedisKeySpace.Default.Of(EventId);
        return [.. keys.Event, keys.DrawLeft, keys.DrawLeaves, .. Enumerable.Range(0, Crowd).Select(who => keys.Pass(Sale.EntryOf(who)))];
    }

    private protected sealed record Visitor(Place Place, PlaceProof Proof);
}
