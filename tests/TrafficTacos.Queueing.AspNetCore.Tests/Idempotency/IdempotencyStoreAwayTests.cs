using System.Net;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Idempotency;

/// <summary>Redis dies before, or while, a request under a key is done.</summary>
public sealed class IdempotencyStoreAwayTests : OwnRedisTests
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(1);

    private readonly Till _till = new();
    private readonly string _key = Fresh.Key();

    internal override ShopPlan Plan => _till.Plan with { Options = options => options.StoreTimeout = StoreTimeout };

    [Fact]
    public async Task While_Redis_is_dead_nothing_is_done_and_afterwards_everything_goes_on()
    {
        (await AskAsync()).Should(HttpStatusCode.Created);
        Redis.Kill();
        var away = await AskAsync();
        away.ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.NotNull(away.Header("Retry-After"));
        (await Shop.Http.AskAsync(Till.Order(Till.Optional, Fresh.Key()))).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.Equal(1, _till.Runs);
        await Eventually.IsTrueAsync(() => Log.Lines.Any(line => line.Contains("could not be released", StringComparison.Ordinal)));
        Log.ShouldTellInALine("could not be released");
        // What does not need the store does not miss it.
        (await Shop.Http.AskAsync(Till.Order(Till.Handler, null))).ShouldFail(HttpStatusCode.BadRequest, "IDEMPOTENCY_REQUIRED");
        (await Shop.Http.AskAsync(Till.Order(Till.Optional, null))).Should(HttpStatusCode.Created);
        await Redis.RestartAsync();
        await IsBackAsync();
        (await AskAsync()).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        (await AskAsync()).Should(HttpStatusCode.Created).ShouldBeReplayed();
    }

    [Fact]
    public async Task A_claim_that_was_told_too_late_does_not_keep_the_key_until_its_lease_is_over()
    {
        (await AskAsync()).Should(HttpStatusCode.Created);
        var key = Fresh.Key();
        using (Redis.Freeze())
            (await Shop.Http.AskAsync(Till.Order(Till.Handler, key))).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        await IsBackAsync();
        (await Shop.Http.AskAsync(Till.Order(Till.Handler, key))).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        Assert.Equal(2, _till.Runs);
    }

    [Fact]
    public async Task An_order_that_succeeded_stays_a_success_when_Redis_dies_before_it_is_kept()
    {
        _till.Meanwhile = _ =>
        {
            Redis.Kill();
            return Task.CompletedTask;
        };
        Assert.Equal("order 1: 9 two seats", (await AskAsync()).Should(HttpStatusCode.Created).Text);
        Log.ShouldTellInALine("could not be stored");
    }

    private Task<Answer> AskAsync() => Shop.Http.AskAsync(Till.Order(Till.Handler, _key));
}
