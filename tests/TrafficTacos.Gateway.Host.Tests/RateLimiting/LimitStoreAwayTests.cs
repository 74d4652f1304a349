using System.Net;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>While Redis is unavailable, each gateway limits by itself and without delay.</summary>
public sealed class LimitStoreAwayTests : IAsyncLifetime
{
    private static readonly RateLimitSettings Two = TestSettings.RateLimit(1, 2, 2);

    private RedisServer _redis = null!;
    private LimitedGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _gateway = await LimitedGateway.OpenAsync(Two, _redis.Address);
        await Eventually.IsTrueAsync(LimitsAsync);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Two_gateways_on_one_Redis_have_one_limit()
    {
        await using var second = await LimitedGateway.OpenAsync(Two, _redis.Address);
        await Eventually.IsTrueAsync(async () => (await second.AskAsync(Fresh.User())).Header("X-RateLimit-Limit") is not null);
        // Two log-ins a minute: the third token arrives after 30 s of the clock of Redis.
        var passed = 0;
        for (var i = 0; i < 20; i++)
            passed += (await (i % 2 == 0 ? _gateway : second).AskAsync(HttpMethod.Post, LimitedGateway.Login)).Status == HttpStatusCode.OK ? 1 : 0;
        Assert.Equal(2, passed);
    }

    [Fact]
    public async Task While_Redis_is_dead_this_gateway_counts_and_the_common_limit_comes_back_with_it()
    {
        _redis.Kill();
        await Eventually.IsTrueAsync(async () =>
        {
            await _gateway.AskAsync(Fresh.User());
            return _gateway.Counters.Counts.GetValueOrDefault("ratelimit.unchecked") > 0;
        });
        Assert.Equal(2, await PassedAsync(() => _gateway.AskAsync("bob")));
        Assert.Equal(2, await PassedAsync(() => _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login)));

        await _redis.RestartAsync();
        await Eventually.IsTrueAsync(LimitsAsync);
    }

    [Fact]
    public async Task While_Redis_hangs_one_request_waits_a_moment_and_the_next_do_not_wait()
    {
        using (_redis.Freeze())
        {
            var first = _gateway.AskAsync("ann");
            // The timeout of 500 ms runs on the test's clock.
            await Eventually.IsTrueAsync(() =>
            {
                _gateway.Time.Advance(TimeSpan.FromMilliseconds(100));
                return Task.FromResult(first.IsCompleted);
            });
            Assert.Equal(HttpStatusCode.NotFound, (await first).Status);
            Assert.Equal(2, await PassedAsync(() => _gateway.AskAsync("bob")));
            // A guess of a password does not pass because Redis is slow.
            Assert.Equal(2, await PassedAsync(() => _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login)));
        }

        await Eventually.IsTrueAsync(LimitsAsync);
    }

    private static async Task<int> PassedAsync(Func<Task<Answer>> ask)
    {
        var passed = 0;
        for (var i = 0; i < 10; i++)
            passed += (await ask()).Status == HttpStatusCode.TooManyRequests ? 0 : 1;
        return passed;
    }

    /// <summary>Whether a new user is limited. The clock advances, because during an outage the store is tried once a second only.</summary>
    private async Task<bool> LimitsAsync()
    {
        _gateway.Time.Advance(TimeSpan.FromSeconds(2));
        var user = Fresh.User();
        for (var i = 0; i < 3; i++)
            await _gateway.AskAsync(user);
        return (await _gateway.AskAsync(user)).Status == HttpStatusCode.TooManyRequests;
    }
}
