using TrafficTacos.Queueing.Tests.Model;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Random sales with a random loss, judged by the books of the crowd.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class LostSuffixes(RedisFixture redis) : LossyEvent(redis)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    /// <summary>A crowd that keeps its own books, at two gateways. At some instant the store is as it was some seconds before, or empty.
    /// Everybody who waits and asks has their place, in the old order; nobody who spent a pass or left is back, and nobody gets a second
    /// pass.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_suffix_of_the_writes_is_lost_the_books_of_the_crowd_hold(int seed)
    {
        Policy = Policies.Of(o =>
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
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 120)));
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
                    await LeaveAsync(gateway, waiting[at]);
                    left.Add(waiting[at]);
                    waiting.RemoveAt(at);
                    break;
                case 4 or 5 when waiting.Count > 0:
                    var entered = await gateway.Store.EnterAsync(EventId, waiting[0].Place, waiting[0].Proof, UInt128.Zero, (ulong)step + 1, Policy, default);
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
        Invariants.Check(await StateAsync(gateways[0]), Policy);
    }
}
