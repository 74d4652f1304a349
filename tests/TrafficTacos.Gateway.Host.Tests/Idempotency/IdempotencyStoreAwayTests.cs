using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Testing;

namespace TrafficTacos.Gateway.Host.Tests.Idempotency;

/// <summary>Redis dies before, or while, a request under a key is done.</summary>
public sealed class IdempotencyStoreAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(1);

    private readonly Till _till = new();
    private readonly string _key = Fresh.Key();
    private RedisServer _redis = null!;
    private Shop _shop = null!;
    private IReadOnlyCollection<string> _lines = [];

    public async Task InitializeAsync()
    {
        var log = new LogCollector();
        _lines = log.Lines;
        _redis = await RedisServer.StartAsync();
        _shop = await Shop.OpenAsync(_till.Plan with
        {
            Redis = _redis.Address,
            Options = options => options.StoreTimeout = StoreTimeout,
            Services = services => services.AddLogging(logging => logging.AddProvider(log)),
        });
        await Eventually.IsTrueAsync(() => _shop.Room.IsAvailableAsync().AsTask());
    }

    public async Task DisposeAsync()
    {
        await _shop.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task While_Redis_is_dead_nothing_is_done_and_afterwards_everything_goes_on()
    {
        (await AskAsync()).Should(HttpStatusCode.Created);
        _redis.Kill();
        var away = await AskAsync();
        away.ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.NotNull(away.Header("Retry-After"));
        (await _shop.Http.AskAsync(Till.Order(Till.Optional, Fresh.Key()))).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.Equal(1, _till.Runs);
        await Eventually.IsTrueAsync(() => Task.FromResult(_lines.Any(line => line.Contains("could not be taken back", StringComparison.Ordinal))));
        ShouldTellInALine("could not be taken back");
        // What does not need the store does not miss it.
        (await _shop.Http.AskAsync(Till.Order(Till.Handler, null))).ShouldFail(HttpStatusCode.BadRequest, "IDEMPOTENCY_REQUIRED");
        (await _shop.Http.AskAsync(Till.Order(Till.Optional, null))).Should(HttpStatusCode.Created);
        await _redis.RestartAsync();
        await Eventually.IsTrueAsync(() => _shop.Room.IsAvailableAsync().AsTask());
        (await AskAsync()).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        (await AskAsync()).Should(HttpStatusCode.Created).ShouldBeReplayed();
    }

    [Fact]
    public async Task A_claim_that_was_told_too_late_does_not_keep_the_key_until_its_lease_is_over()
    {
        (await AskAsync()).Should(HttpStatusCode.Created);
        var key = Fresh.Key();
        using (_redis.Freeze())
            (await _shop.Http.AskAsync(Till.Order(Till.Handler, key))).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        await Eventually.IsTrueAsync(() => _shop.Room.IsAvailableAsync().AsTask());
        (await _shop.Http.AskAsync(Till.Order(Till.Handler, key))).Should(HttpStatusCode.Created).ShouldBeReplayed(false);
        Assert.Equal(2, _till.Runs);
    }

    [Fact]
    public async Task An_order_that_succeeded_stays_a_success_when_Redis_dies_before_it_is_kept()
    {
        _till.Meanwhile = _ =>
        {
            _redis.Kill();
            return Task.CompletedTask;
        };
        Assert.Equal("order 1: 9 two seats", (await AskAsync()).Should(HttpStatusCode.Created).Text);
        ShouldTellInALine("how it ended could not be written");
    }

    /// <summary>While a store is away this is every request.</summary>
    private void ShouldTellInALine(string what)
    {
        Assert.Contains(_lines, line => line.Contains(what, StringComparison.Ordinal));
        Assert.DoesNotContain(_lines, line => line.Contains(what, StringComparison.Ordinal) && line.Contains("   at ", StringComparison.Ordinal));
    }

    private Task<Answer> AskAsync() => _shop.Http.AskAsync(Till.Order(Till.Handler, _key));
}
