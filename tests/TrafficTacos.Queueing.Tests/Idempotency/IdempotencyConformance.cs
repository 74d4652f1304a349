namespace TrafficTacos.Queueing.Tests.Idempotency;

/// <summary>What a store of idempotency keys must do. Runs on both.</summary>
public abstract class IdempotencyConformance
{
    private const int Order = 1;
    private const int OtherOrder = 2;
    private const int First = 11;
    private const int Second = 12;

    private static readonly TimeSpan Instant = TimeSpan.FromMicroseconds(1);

    private readonly UInt128 _key = IdempotencyUnderTest.FreshKey();
    private readonly Lazy<IdempotencyUnderTest> _tested; // not before the derived class is made, and once for many at once

    protected IdempotencyConformance() => _tested = new(Create);

    internal abstract IdempotencyUnderTest Create();

    private IdempotencyUnderTest Tested => _tested.Value;

    private Task<string> ClaimAsync(int fingerprint, int owner) => Tested.ClaimAsync(_key, fingerprint, owner);

    [Fact]
    public async Task The_first_claims_and_the_next_is_told_that_it_works_then_what_it_answered()
    {
        Assert.Equal("Claimed", await ClaimAsync(Order, First));
        Assert.Equal("InProgress", await ClaimAsync(Order, Second));
        Assert.True(await Tested.CompleteAsync(_key, First, 0, 255, 10, 13));
        Assert.Equal("Completed 00FF0A0D", await ClaimAsync(Order, Second));
    }

    [Fact]
    public async Task An_empty_answer_is_one()
    {
        await ClaimAsync(Order, First);
        Assert.True(await Tested.CompleteAsync(_key, First));
        Assert.Equal("Completed ", await ClaimAsync(Order, Second));
    }

    [Fact]
    public async Task Another_request_is_a_conflict_while_the_first_works_and_when_it_is_answered()
    {
        await ClaimAsync(Order, First);
        Assert.Equal("Conflict", await ClaimAsync(OtherOrder, Second));
        await Tested.CompleteAsync(_key, First, 1);
        Assert.Equal("Conflict", await ClaimAsync(OtherOrder, Second));
        Assert.Equal("Completed 01", await ClaimAsync(Order, Second));
    }

    [Fact]
    public async Task A_released_key_is_as_if_it_never_came()
    {
        await ClaimAsync(Order, First);
        Assert.True(await Tested.ReleaseAsync(_key, First));
        Assert.Equal("Claimed", await ClaimAsync(OtherOrder, Second));
    }

    [Fact]
    public async Task A_claim_is_its_owners_alone_to_end_and_ends_once()
    {
        await ClaimAsync(Order, First);
        Assert.False(await Tested.CompleteAsync(_key, Second, 1));
        Assert.False(await Tested.ReleaseAsync(_key, Second));
        Assert.Equal("InProgress", await ClaimAsync(Order, Second));
        Assert.True(await Tested.CompleteAsync(_key, First, 1));
        Assert.False(await Tested.CompleteAsync(_key, First, 2));
        Assert.False(await Tested.ReleaseAsync(_key, First));
        Assert.Equal("Completed 01", await ClaimAsync(Order, Second));
    }

    [Fact]
    public async Task What_nobody_claimed_nobody_ends()
    {
        Assert.False(await Tested.CompleteAsync(_key, First, 1));
        Assert.False(await Tested.ReleaseAsync(_key, First));
        Assert.Equal("Claimed", await ClaimAsync(Order, First));
    }

    [Fact]
    public async Task A_claim_holds_for_its_lease_and_a_microsecond_later_the_same_request_takes_over()
    {
        await ClaimAsync(Order, First);
        Tested.Pass(IdempotencyUnderTest.Lease);
        Assert.Equal("InProgress", await ClaimAsync(Order, Second));
        Tested.Pass(Instant);
        Assert.Equal("Claimed", await ClaimAsync(Order, Second));
        // Who was taken to be dead ends nothing, and the new owner has a lease of its own.
        Assert.False(await Tested.CompleteAsync(_key, First, 1));
        Assert.False(await Tested.ReleaseAsync(_key, First));
        Tested.Pass(IdempotencyUnderTest.Lease);
        Assert.Equal("InProgress", await ClaimAsync(Order, First));
        Assert.True(await Tested.CompleteAsync(_key, Second, 2));
        Assert.Equal("Completed 02", await ClaimAsync(Order, First));
    }

    [Fact]
    public async Task A_lease_that_is_over_frees_the_key_for_its_own_request_only()
    {
        await ClaimAsync(Order, First);
        Tested.Pass(IdempotencyUnderTest.Lease + Instant);
        Assert.Equal("Conflict", await ClaimAsync(OtherOrder, Second));
    }

    [Fact]
    public async Task Who_is_late_and_was_not_missed_may_still_answer()
    {
        await ClaimAsync(Order, First);
        Tested.Pass(IdempotencyUnderTest.Kept);
        Assert.True(await Tested.CompleteAsync(_key, First, 1));
        Assert.Equal("Completed 01", await ClaimAsync(Order, Second));
    }

    [Fact]
    public async Task An_answer_is_kept_its_time_from_when_it_came_and_a_microsecond_later_is_gone()
    {
        await ClaimAsync(Order, First);
        Tested.Pass(TimeSpan.FromSeconds(20));
        await Tested.CompleteAsync(_key, First, 1);
        Tested.Pass(IdempotencyUnderTest.Kept);
        Assert.Equal("Completed 01", await ClaimAsync(Order, Second));
        Tested.Pass(Instant);
        Assert.Equal("Claimed", await ClaimAsync(OtherOrder, Second));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_that_nobody_ended_is_forgotten_with_its_request(bool completes)
    {
        await ClaimAsync(Order, First);
        Tested.Pass(IdempotencyUnderTest.Kept + Instant);
        Assert.False(completes ? await Tested.CompleteAsync(_key, First, 1) : await Tested.ReleaseAsync(_key, First));
        Assert.Equal("Claimed", await ClaimAsync(OtherOrder, Second));
    }

    [Fact]
    public async Task Of_many_at_once_one_claims()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 64).Select(owner => Task.Run(() => ClaimAsync(Order, owner))));
        Assert.Single(outcomes, "Claimed");
        Assert.Equal(63, outcomes.Count(outcome => outcome == "InProgress"));
    }

    [Fact]
    public async Task A_long_answer_comes_back_byte_for_byte()
    {
        var answer = new byte[1024 * 1024];
        new Random(1).NextBytes(answer);
        await ClaimAsync(Order, First);
        Assert.True(await Tested.CompleteAsync(_key, First, answer));
        Assert.Equal("Completed " + Convert.ToHexString(answer), await ClaimAsync(Order, Second));
    }
}

/// <summary>The default store.</summary>
public sealed class InMemoryIdempotencyConformance : IdempotencyConformance
{
    internal override IdempotencyUnderTest Create() => IdempotencyUnderTest.InMemory();
}

/// <summary>The scripts on a real Redis.</summary>
[Collection(RedisCollection.Name)]
[Trait("Needs", "Redis")]
public sealed class RedisIdempotencyConformance(RedisFixture redis) : IdempotencyConformance
{
    internal override IdempotencyUnderTest Create() => IdempotencyUnderTest.OnRedis(redis.Connection);
}
