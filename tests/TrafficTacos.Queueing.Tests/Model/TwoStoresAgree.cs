using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Both stores are fed the same random operations, time steps included; every reply and the whole state after it must
/// be the same, and the state must be one that the invariants allow.</summary>
[Collection(ModelCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class TwoStoresAgree(RedisFixture redis)
{
    private const int LongestSequence = 60;

    /// <summary>More of them find what is rare: see CONTRIBUTING.md.</summary>
    private static readonly int Sequences =
        int.Parse(Environment.GetEnvironmentVariable("MODEL_SEQUENCES") ?? "2000", CultureInfo.InvariantCulture);

    /// <summary>As seldom as no outage: schedules wait long.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    [Fact]
    public void On_every_reply_and_on_the_whole_state_after_it()
    {
        var policies = Gen.Elements(Policies.All).ToArbitrary();
        Prop.ForAll(policies, Schedules.Arbitrary(LongestSequence), (policy, steps) => CompareAsync(policy, steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Sequences));
    }

    private async Task CompareAsync(EventPolicy policy, Step[] steps)
    {
        var inMemory = new Sale(new InMemoryUnderTest(new FakeTimeProvider(StoreUnderTest.Start)) { Step = Step }, policy);
        var onRedis = new Sale(new RedisUnderTest(new FakeTimeProvider(StoreUnderTest.Start), redis.Connection) { Step = Step }, policy);
        // It must be announced in time, and names a generation that is there.
        foreach (var step in policy.Order == 0 ? steps : [new Step(StepKind.DrawNext, 0, 1), new Step(StepKind.DrawNext, 0, 1), .. steps])
        {
            Assert.Equal($"{step}: {await inMemory.PlayAsync(step)}", $"{step}: {await onRedis.PlayAsync(step)}");
            var state = await onRedis.StateAsync();
            Assert.Equal($"{step}: {(await inMemory.StateAsync()).Describe()}", $"{step}: {state.Describe()}");
            Invariants.Check(state, policy);
        }
    }
}
