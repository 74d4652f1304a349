using FsCheck;
using FsCheck.Fluent;

namespace TrafficTacos.Queueing.Tests.Idempotency;

/// <summary>Both stores are fed the same random claims, ends and waits, over a few keys; every reply must be the same.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class TwoIdempotencyStoresAgree(RedisFixture redis)
{
    private const int Sequences = 1000;
    private const int LongestSequence = 40;

    /// <summary>On both sides of the lease and of the time a key is kept.</summary>
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), IdempotencyUnderTest.Lease,
        IdempotencyUnderTest.Lease + TimeSpan.FromMicroseconds(1), TimeSpan.FromMinutes(4), IdempotencyUnderTest.Kept,
        IdempotencyUnderTest.Kept + TimeSpan.FromMicroseconds(1),
    ];

    private readonly record struct Step(int Kind, int Key, int Fingerprint, int Owner, int Number);

    [Fact]
    public void On_every_reply()
    {
        var step =
            from kind in Gen.Choose(0, 9)
            from key in Gen.Choose(0, 2)
            from fingerprint in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Constant(1)))
            from owner in Gen.Choose(1, 3)
            from number in Gen.Choose(0, 255)
            select new Step(kind, key, fingerprint, owner, number);
        var schedules = Gen.Choose(1, LongestSequence).SelectMany(length => step.ArrayOf(length)).ToArbitrary();
        Prop.ForAll(schedules, steps => CompareAsync(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));
    }

    private async Task CompareAsync(Step[] steps)
    {
        var inMemory = IdempotencyUnderTest.InMemory();
        var onRedis = IdempotencyUnderTest.OnRedis(redis.Connection);
        var keys = IdempotencyUnderTest.FreshKey() << 8;
        foreach (var step in steps)
            Assert.Equal($"{step}: {await PlayAsync(inMemory, keys, step)}", $"{step}: {await PlayAsync(onRedis, keys, step)}");
    }

    private static async Task<string> PlayAsync(IdempotencyUnderTest tested, UInt128 keys, Step step)
    {
        var key = keys + (UInt128)(uint)step.Key;
        switch (step.Kind)
        {
            case <= 3:
                return await tested.ClaimAsync(key, step.Fingerprint, step.Owner);
            case 4 or 5:
                return (await tested.CompleteAsync(key, step.Owner, new byte[step.Number])).ToString();
            case 6:
                return (await tested.ReleaseAsync(key, step.Owner)).ToString();
            default:
                tested.Pass(Waits[step.Number % Waits.Length]);
                return "";
        }
    }
}
