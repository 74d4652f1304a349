using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tests.Conformance;
using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Redis fails over without its last writes, comes back empty, or from a backup. Time is made to pass; the keys are taken back as
/// they were, or deleted.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class Losses(RedisFixture redis)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly string _event = "loss-" + Guid.NewGuid().ToString("n");
    private readonly FakeTimeProvider _time = new(StoreUnderTest.Start);
    private EventPolicy _policy = Policies.Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (1, 10, 0, 0, [new()]));

    private IDatabase Database => redis.Connection.GetDatabase();

    [Fact]
    public async Task A_failover_that_lost_joins_costs_nobody_their_place_and_keeps_the_order()
    {
        var (one, other) = (Gateway(), Gateway());
        var before = await JoinAsync(one, 0, 20);
        await PassAsync(5, before, one, other);
        var kept = await KeysAsync();
        var lost = await JoinAsync(one, 20, 5);
        await TakeBackAsync(kept);
        var after = await JoinAsync(other, 30, 3);

        // Whoever was told a position is told the same, though the gateway that gave it did not come yet.
        await one.Store.MaintainAsync(_event, Second, _policy, default);
        foreach (var visitor in lost)
            Assert.Equal(PlaceState.Waiting, (await StatusAsync(other, visitor)).State);
        Assert.Equal(EventMode.Recovering, (await StatusAsync(other, lost[0])).Mode);
        Assert.Equal(Numbers(1, 28), await PositionsAsync(one, [.. before, .. lost, .. after]));
        await PassAsync(65, [.. before, .. lost, .. after], one, other);
        Assert.Equal(EventMode.Normal, (await StatusAsync(other, lost[0])).Mode);
        Assert.Equal(Numbers(1, 28), await PositionsAsync(one, [.. before, .. lost, .. after]));
    }

    [Fact]
    public async Task Who_stood_before_the_lost_ones_goes_on_within_seconds_and_who_stands_behind_waits_for_them()
    {
        var gateway = Gateway();
        var before = await JoinAsync(gateway, 0, 4);
        await PassAsync(5, before, gateway);
        var kept = await KeysAsync();
        await JoinAsync(gateway, 20, 2);
        await TakeBackAsync(kept);
        var after = await JoinAsync(gateway, 30, 2);
        await PassAsync(4, [.. before, .. after], gateway);
        Assert.All(await Task.WhenAll(before.Select(visitor => StatusAsync(gateway, visitor))), status => Assert.Equal(PlaceState.Ready, status.State));
        Assert.All(await Task.WhenAll(after.Select(visitor => StatusAsync(gateway, visitor))), status => Assert.Equal(PlaceState.Waiting, status.State));
        Assert.Equal(EnterCode.NotReady, (await EnterAsync(gateway, after[0])).Code);
        await PassAsync(62, [.. before, .. after], gateway);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, after[0])).Code);
    }

    [Fact]
    public async Task Who_was_let_in_in_the_lost_second_is_not_let_in_again()
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 6);
        await PassAsync(5, visitors, gateway);
        var kept = await KeysAsync();
        var spent = await EnterAsync(gateway, visitors[0]);
        await RedeemAsync(gateway, visitors[0], spent.Pass, RedeemStep.Claim);
        await RedeemAsync(gateway, visitors[0], spent.Pass, RedeemStep.Spend);
        var granted = await EnterAsync(gateway, visitors[1]);
        await gateway.Store.LeaveAsync(_event, visitors[2].Place, false, _policy, default);
        await TakeBackAsync(kept);

        await PassAsync(4, visitors[3..], gateway);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, visitors[0])).State);
        Assert.Equal(EnterCode.Gone, (await EnterAsync(gateway, visitors[0])).Code);
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(gateway, visitors[0], spent.Pass, RedeemStep.Claim));
        Assert.Equal(PlaceState.Admitted, (await StatusAsync(gateway, visitors[1])).State);
        Assert.Equal(granted.Pass.Id, (await EnterAsync(gateway, visitors[1])).Pass.Id);
        Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, visitors[1], granted.Pass, RedeemStep.Claim));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, visitors[2])).State);
        Assert.Equal(Numbers(1, 3), await PositionsAsync(gateway, visitors[3..]));
        // As if nothing had been lost: the bucket has paid for both.
        Assert.Equal(2, (await StateAsync(gateway)).Count("admitted"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_store_gets_everybody_back_in_their_order_from_their_tokens(bool newGateways)
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 30);
        await PassAsync(5, visitors, gateway);
        visitors = await RenewAsync(gateway, visitors);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, visitors[0])).Code);
        visitors = visitors[1..];
        await EmptyAsync();
        if (newGateways)
            gateway = Gateway();

        var early = await JoinAsync(gateway, 100, 2);
        foreach (var visitor in visitors.OrderBy(visitor => visitor.Place.Entry.Value.GetHashCode()))
            Assert.Equal((PlaceState.Waiting, EventMode.Recovering), await StatusAsync(gateway, visitor) is var status ? (status.State, status.Mode) : default);
        Assert.Equal(Numbers(1, 31), await PositionsAsync(gateway, [.. visitors, .. early]));
        Assert.Equal(EnterCode.NotReady, (await EnterAsync(gateway, visitors[0])).Code);

        await PassAsync(62, [.. visitors, .. early], gateway);
        Assert.Equal(Numbers(1, 31), await PositionsAsync(gateway, [.. visitors, .. early]));
        // An old gateway remembers whom it let in. The bucket begins empty: a token a second.
        Assert.Equal(newGateways ? 0 : 1, (await StateAsync(gateway)).Count("admitted"));
        await PassAsync(2, [.. visitors, .. early], gateway);
        Assert.Equal(EnterCode.Granted, (await EnterAsync(gateway, visitors[0])).Code);
    }

    [Fact]
    public async Task Tokens_out_of_a_drawer_stand_behind_whoever_was_there()
    {
        var gateway = Gateway();
        var hoard = await JoinAsync(gateway, 0, 10);
        var honest = await JoinAsync(gateway, 20, 10);
        foreach (var visitor in hoard)
            await gateway.Store.LeaveAsync(_event, visitor.Place, false, _policy, default);
        await PassAsync(150, honest, gateway);
        honest = await RenewAsync(gateway, honest);
        await EmptyAsync();
        gateway = Gateway();
        foreach (var visitor in (Visitor[])[.. hoard, .. honest])
            await StatusAsync(gateway, visitor);
        await PassAsync(62, [.. hoard, .. honest], gateway);
        Assert.Equal(Numbers(1, 10), await PositionsAsync(gateway, honest));
        Assert.Equal(10, (await StateAsync(gateway)).Count("unproven"));
    }

    [Fact]
    public async Task Who_comes_after_the_recovery_stands_at_their_rank_and_before_nobody_who_is_ready()
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 12);
        await PassAsync(5, visitors, gateway);
        visitors = await RenewAsync(gateway, visitors);
        await EmptyAsync();
        await PassAsync(70, visitors[1..], gateway);
        var ready = (await Task.WhenAll(visitors[1..].Select(visitor => StatusAsync(gateway, visitor)))).Count(status => status.State == PlaceState.Ready);
        Assert.InRange(ready, 1, 10);
        Assert.Equal(ready + 1, (await StatusAsync(gateway, visitors[0])).Position);
    }

    [Fact]
    public async Task A_token_of_last_weeks_event_of_that_name_opens_nothing()
    {
        var gateway = Gateway();
        var old = await JoinAsync(gateway, 0, 3);
        await EmptyAsync();
        _time.Advance(TimeSpan.FromDays(7));
        gateway = Gateway();
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, old[0])).State);
        Assert.Empty(await KeysAsync());
        await JoinAsync(gateway, 10, 1);
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, old[0])).State);
        Assert.Equal(EnterCode.Gone, (await EnterAsync(gateway, old[0])).Code);
    }

    [Fact]
    public async Task A_pass_that_an_empty_store_forgot_is_good_once_and_not_for_long()
    {
        var gateway = Gateway();
        var visitors = await JoinAsync(gateway, 0, 2);
        await PassAsync(2, visitors, gateway);
        var passes = new[] { (await EnterAsync(gateway, visitors[0])).Pass, (await EnterAsync(gateway, visitors[1])).Pass };
        await EmptyAsync();
        gateway = Gateway();
        Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, visitors[0], passes[0], RedeemStep.Claim));
        Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, visitors[0], passes[0], RedeemStep.Spend));
        Assert.Equal(RedeemReply.Spent, await RedeemAsync(gateway, visitors[0], passes[0], RedeemStep.Claim));
        Assert.Equal(PlaceState.Gone, (await StatusAsync(gateway, visitors[0])).State);
        await PassAsync(31, [], gateway);
        Assert.Equal(RedeemReply.Gone, await RedeemAsync(gateway, visitors[1], passes[1], RedeemStep.Claim));
    }

    [Fact]
    public async Task A_backup_of_an_hour_ago_costs_nobody_who_waits_now()
    {
        var gateway = Gateway();
        var early = await JoinAsync(gateway, 0, 5);
        await PassAsync(2, early, gateway);
        var backup = await KeysAsync();
        foreach (var visitor in early)
            await gateway.Store.LeaveAsync(_event, visitor.Place, false, _policy, default);
        _time.Advance(TimeSpan.FromHours(1));
        var late = await JoinAsync(gateway, 10, 5);
        await PassAsync(2, late, gateway);
        late = await RenewAsync(gateway, late);
        await TakeBackAsync(backup);
        await PassAsync(10, late, gateway);
        var positions = await PositionsAsync(gateway, late);
        Assert.Equal(positions.Order(), positions);
        // Who went in that hour goes by the usual rules.
        await PassAsync(450, late, gateway);
        Assert.Equal(Numbers(1, 5), await PositionsAsync(gateway, late));
    }

    [Fact]
    public async Task Nothing_lost_is_no_loss_whatever_happens_at_once()
    {
        var (one, other) = (Gateway(), Gateway());
        for (var round = 0; round < 5; round++)
        {
            var visitors = await Task.WhenAll(Enumerable.Range(0, 40).Select(who => JoinAsync(who % 2 == 0 ? one : other, 100 * round + who)));
            await Task.WhenAll(visitors.Select(async (visitor, i) =>
            {
                var gateway = i % 3 == 0 ? one : other;
                await StatusAsync(gateway, visitor);
                await EnterAsync(gateway, visitor);
                if (i % 4 == 0)
                    await gateway.Store.LeaveAsync(_event, visitor.Place, false, _policy, default);
            }));
            await PassAsync(2, [], one, other);
        }

        Assert.Equal(default, (await one.Store.MaintainAsync(_event, Second, _policy, default)).Loss);
    }

    /// <summary>A crowd that keeps its own books, at two gateways. At some instant the store is as it was some seconds before, or empty.
    /// Everybody who waits and asks has their place, in the old order; nobody who spent a pass or left is back, and nobody gets a second
    /// pass.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_suffix_of_the_writes_is_lost_the_books_of_the_crowd_hold(int seed)
    {
        _policy = Policies.Of(o =>
        {
            (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (1, 10, 0, 0, [new()]);
            o.TurnTime = o.TurnGuaranteed = o.ReadySilence = o.NoShowTimeout = TimeSpan.FromHours(1); // nobody's turn passes
        });
        var random = new Random(seed);
        var gateways = new[] { Gateway(), Gateway() };
        var waiting = new List<Visitor>();
        var (spent, left, passes) = (new List<Visitor>(), new List<Visitor>(), new Dictionary<Place, ulong>());
        var (kept, who) = (await KeysAsync(), 0);
        var (keptAt, lostAt) = (random.Next(5, 35), random.Next(36, 60));
        for (var step = 0; step < 90; step++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 120)));
            var gateway = gateways[random.Next(2)];
            if (step == keptAt)
                kept = await KeysAsync();
            if (step == lostAt)
                await TakeBackAsync(seed % 3 == 0 ? [] : kept);
            var at = random.Next(Math.Max(1, waiting.Count));
            switch (random.Next(8))
            {
                case < 3:
                    waiting.Add(await JoinAsync(gateway, who++));
                    break;
                case 3 when waiting.Count > 0:
                    await gateway.Store.LeaveAsync(_event, waiting[at].Place, false, _policy, default);
                    left.Add(waiting[at]);
                    waiting.RemoveAt(at);
                    break;
                case 4 or 5 when waiting.Count > 0:
                    var entered = await gateway.Store.EnterAsync(_event, waiting[0].Place, waiting[0].Proof, UInt128.Zero, (ulong)step + 1, _policy, default);
                    if (entered.Code != EnterCode.Granted)
                        break;
                    Assert.Equal(entered.Pass.Id, passes.GetValueOrDefault(waiting[0].Place, entered.Pass.Id));
                    passes[waiting[0].Place] = entered.Pass.Id;
                    Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, waiting[0], entered.Pass, RedeemStep.Claim));
                    Assert.Equal(RedeemReply.Done, await RedeemAsync(gateway, waiting[0], entered.Pass, RedeemStep.Spend));
                    spent.Add(waiting[0]);
                    waiting.RemoveAt(0);
                    break;
                case 6 when waiting.Count > 0:
                    waiting[at] = (await RenewAsync(gateway, [waiting[at]]))[0];
                    break;
                default:
                    await PassAsync(1, [], gateways);
                    break;
            }
        }

        await PassAsync(70, [.. waiting], gateways);
        Assert.Equal(Numbers(1, waiting.Count), await PositionsAsync(gateways[0], [.. waiting]));
        foreach (var visitor in (Visitor[])[.. spent, .. left])
            Assert.Equal(PlaceState.Gone, (await StatusAsync(gateways[1], visitor)).State);
        Invariants.Check(await StateAsync(gateways[0]));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    private static IEnumerable<long> Numbers(int from, int count) => Enumerable.Range(from, count).Select(number => (long)number);

    /// <summary>A gateway of its own: it has not seen what the others were told.</summary>
    private RedisUnderTest Gateway() => new(_time, redis.Connection);

    private async Task<Visitor> JoinAsync(RedisUnderTest gateway, int who)
    {
        var joined = await gateway.Store.JoinAsync(_event, Sale.EntryOf(who), _policy, default);
        return new Visitor(new Place(Sale.EntryOf(who), joined.Ticket), joined.Proof);
    }

    private async Task<Visitor[]> JoinAsync(RedisUnderTest gateway, int from, int count)
    {
        var visitors = new List<Visitor>();
        for (var who = from; who < from + count; who++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            visitors.Add(await JoinAsync(gateway, who));
        }

        return [.. visitors];
    }

    private async Task<StatusReply> StatusAsync(RedisUnderTest gateway, Visitor visitor) =>
        await gateway.Store.StatusAsync(_event, visitor.Place, visitor.Proof, false, _policy, default);

    private async Task<EnterReply> EnterAsync(RedisUnderTest gateway, Visitor visitor) =>
        await gateway.Store.EnterAsync(_event, visitor.Place, visitor.Proof, UInt128.Zero, StoreCalls.PassId, _policy, default);

    private async Task<RedeemReply> RedeemAsync(RedisUnderTest gateway, Visitor visitor, PassProof pass, RedeemStep step) =>
        await gateway.Store.RedeemAsync(_event, visitor.Place, pass, step, new PassClaimant(UInt128.Zero, 1), _policy, default);

    private async Task<long[]> PositionsAsync(RedisUnderTest gateway, Visitor[] visitors) =>
        [.. (await Task.WhenAll(visitors.Select(visitor => StatusAsync(gateway, visitor)))).Select(status => status.Position)];

    /// <summary>Each keeps the token of its last status.</summary>
    private async Task<Visitor[]> RenewAsync(RedisUnderTest gateway, Visitor[] visitors) =>
        [.. await Task.WhenAll(visitors.Select(async visitor => visitor with { Proof = (await StatusAsync(gateway, visitor)).Proof }))];

    private async Task PassAsync(int seconds, Visitor[] polling, params RedisUnderTest[] gateways)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(Second);
            foreach (var gateway in gateways)
            {
                while ((await gateway.Store.MaintainAsync(_event, Second, _policy, default)).More)
                {
                }
            }

            if (i % 2 == 0)
                await PositionsAsync(gateways[0], polling);
        }
    }

    private Task<StoreState> StateAsync(RedisUnderTest gateway) => gateway.StateAsync(_event, []);

    private async Task<Dictionary<RedisKey, byte[]>> KeysAsync()
    {
        var kept = new Dictionary<RedisKey, byte[]>();
        foreach (var key in KeysOfEvent())
        {
            if (await Database.KeyDumpAsync(key) is { } value)
                kept.Add(key, value);
        }

        return kept;
    }

    private async Task TakeBackAsync(Dictionary<RedisKey, byte[]> kept)
    {
        await EmptyAsync();
        foreach (var (key, value) in kept)
            await Database.KeyRestoreAsync(key, value);
    }

    private Task<long> EmptyAsync() => Database.KeyDeleteAsync([.. KeysOfEvent()]);

    private IEnumerable<RedisKey> KeysOfEvent()
    {
        var keys = RedisKeySpace.Default.Of(_event);
        return [.. keys.Event, .. Enumerable.Range(0, 120).Select(who => keys.Pass(Sale.EntryOf(who)))];
    }

    private sealed record Visitor(Place Place, PlaceProof Proof);
}
