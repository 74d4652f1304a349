using System.Globalization;
using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>Which clients are limited, and what the responses tell them.</summary>
public sealed class RateLimitTests : IAsyncLifetime
{
    private LimitedGateway _gateway = null!;

    public async Task InitializeAsync() => _gateway = await LimitedGateway.OpenAsync();

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Beyond_the_burst_it_is_429_with_everything_a_client_needs()
    {
        for (var i = 99; i >= 0; i--)
        {
            var answer = await _gateway.AskAsync("ann");
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
            ShouldTell(answer, "100", i, (100 - i + 49) / 50);
        }

        var refused = await _gateway.AskAsync("ann");
        refused.ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
        ShouldTell(refused, "100", 0, 2);
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Equal("no-store", refused.Header("Cache-Control"));
        Assert.Equal(1, _gateway.Counters.Counts["ratelimit.dropped reason=user"]);

        _gateway.Time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(HttpStatusCode.NotFound, (await _gateway.AskAsync("ann")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.AskAsync("ann")).Status);
    }

    [Fact]
    public async Task Users_share_nothing_whatever_their_address()
    {
        await ExhaustAsync(() => _gateway.AskAsync("ann"), 100);
        await ExhaustAsync(() => _gateway.AskAsync("ben"), 100);
        await ExhaustAsync(() => _gateway.AskAsync(), 100);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.AskAsync("ann", "192.0.2.7")).Status);
    }

    [Fact]
    public async Task Holders_of_waiting_tokens_share_nothing_but_all_places_of_a_token_are_one()
    {
        var (one, two) = (await TokenAsync(), await TokenAsync());
        await ExhaustAsync(() => _gateway.StatusAsync(one), 100);
        await ExhaustAsync(() => _gateway.StatusAsync(two), 100);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.Shop.Queue.StatusAsync(one)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.Shop.Queue.LeaveSoftlyAsync(one)).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.AskAsync(HttpMethod.Post, Shop.Prefix + "/enter", null, one)).Status);
        Assert.Equal(5, _gateway.Counters.Counts["ratelimit.dropped reason=token"]);
        // The user comes first: a waiting token does not add a second bucket.
        await ExhaustAsync(() => _gateway.AskAsync(HttpMethod.Get, Shop.Prefix + "/status", "ann", one), 100);
    }

    [Fact]
    public async Task A_forged_token_is_worth_no_more_than_its_address()
    {
        var token = await TokenAsync();
        await ExhaustAsync(() => _gateway.StatusAsync(Guid.NewGuid().ToString("n")), 100);
        await ExhaustAsync(() => _gateway.StatusAsync(token[..^1] + (token[^1] == 'A' ? 'B' : 'A')), 0);
        Assert.Equal(HttpStatusCode.OK, (await _gateway.StatusAsync(token)).Status);
        Assert.Equal(2, _gateway.Counters.Counts["ratelimit.dropped reason=ip"]);
    }

    /// <summary>Otherwise each token would allow the client to get more of them.</summary>
    [Fact]
    public async Task Where_no_token_is_asked_for_it_counts_for_nothing()
    {
        var token = await TokenAsync();
        await ExhaustAsync(() => _gateway.AskAsync(), 100);
        await ExhaustAsync(() => _gateway.AskAsync(HttpMethod.Post, $"{Shop.Prefix}/join?token={token}", null, token), 0);
        await ExhaustAsync(() => _gateway.AskAsync(HttpMethod.Get, $"/nothing?token={token}", null, token), 0);
    }

    [Fact]
    public async Task An_office_of_500_that_waits_behind_one_address_gets_every_answer()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 500; i++)
            tokens.Add(await TokenAsync());
        for (var round = 0; round < 5; round++)
        {
            foreach (var chunk in tokens.Chunk(25))
            {
                foreach (var answer in await Task.WhenAll(chunk.Select(token => _gateway.StatusAsync(token))))
                    Assert.Equal(HttpStatusCode.OK, answer.Status);
            }

            _gateway.Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Empty(_gateway.Counters.Counts);
        await ExhaustAsync(() => _gateway.AskAsync(), 100);
    }

    [Fact]
    public async Task Addresses_share_nothing_but_an_IPv6_network_of_64_bits_is_one()
    {
        await ExhaustAsync(() => _gateway.AskAsync(null, "192.0.2.1"), 100);
        await ExhaustAsync(() => _gateway.AskAsync(null, "192.0.2.2"), 100);
        await ExhaustAsync(() => _gateway.AskAsync(null, "::ffff:192.0.2.2"), 0);
        await ExhaustAsync(() => _gateway.AskAsync(null, "2001:db8:1:2::1"), 100);
        await ExhaustAsync(() => _gateway.AskAsync(null, "2001:db8:1:2:ffff:ffff:ffff:ffff"), 0);
        await ExhaustAsync(() => _gateway.AskAsync(null, "2001:db8:1:3::1"), 100);
    }

    [Fact]
    public async Task Login_has_its_own_low_limit_by_address_whoever_asks()
    {
        var users = 0;
        await ExhaustAsync(() => _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login, $"user-{users++}"), 10);
        Assert.Equal(1, _gateway.Counters.Counts["ratelimit.dropped reason=accounts"]);
        var refused = await _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login);
        ShouldTell(refused, "10", 0, 60);
        Assert.Equal("6", refused.Header("Retry-After"));
        // Other addresses, and other requests from this one, are not affected.
        Assert.Equal(HttpStatusCode.OK, (await _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login, null, null, "192.0.2.1")).Status);
        ShouldTell(await _gateway.AskAsync(), "100", 99, 1);

        _gateway.Time.Advance(TimeSpan.FromSeconds(6) - TimeSpan.FromMicroseconds(1));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login)).Status);
        _gateway.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await _gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login)).Status);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/version")]
    [InlineData("/swagger/index.html")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/METRICS")]
    public async Task System_paths_are_not_counted(string path)
    {
        for (var i = 0; i < 105; i++)
        {
            var answer = await _gateway.AskAsync(HttpMethod.Get, path);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.Status);
            Assert.Null(answer.Header("X-RateLimit-Limit"));
        }

        ShouldTell(await _gateway.AskAsync(HttpMethod.Get, $"/{path.Split('/')[1]}-or-so"), "100", 99, 1);
    }

    [Fact]
    public async Task Errors_of_the_endpoint_tell_the_limit_too() => ShouldTell(await _gateway.AskAsync(HttpMethod.Get, "/fails"), "100", 99, 1);

    [Fact]
    public async Task A_preflight_is_not_counted()
    {
        for (var i = 0; i < 105; i++)
        {
            using var preflight = new HttpRequestMessage(HttpMethod.Options, Shop.Prefix + "/join")
                .With("Origin", "https://shop.example").With("Access-Control-Request-Method", "POST");
            Assert.Equal(HttpStatusCode.NoContent, (await _gateway.Shop.Http.AskAsync(preflight)).Status);
        }

        await ExhaustAsync(() => _gateway.AskAsync(), 100);
    }

    [Fact]
    public async Task A_page_may_read_a_refusal()
    {
        await ExhaustAsync(() => _gateway.AskAsync(), 100);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing").With("Origin", "https://shop.example");
        var refused = await _gateway.Shop.Http.AskAsync(request);
        Assert.Equal((HttpStatusCode.TooManyRequests, "*"), (refused.Status, refused.Header("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task When_it_is_off_nobody_is_limited()
    {
        await using var gateway = await LimitedGateway.OpenAsync(TestSettings.RateLimit(1, 1, 1, enabled: false));
        for (var i = 0; i < 5; i++)
        {
            var answer = await gateway.AskAsync(HttpMethod.Post, LimitedGateway.Login);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Null(answer.Header("X-RateLimit-Limit"));
        }
    }

    /// <summary>Asserts that exactly this many requests pass.</summary>
    private static async Task ExhaustAsync(Func<Task<Answer>> ask, int passes)
    {
        for (var i = 0; i < passes; i++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await ask()).Status);
        (await ask()).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
    }

    private static void ShouldTell(Answer answer, string limit, int remaining, int reset) => Assert.Equal(
        (limit, remaining.ToString(CultureInfo.InvariantCulture), reset.ToString(CultureInfo.InvariantCulture)),
        (answer.Header("X-RateLimit-Limit"), answer.Header("X-RateLimit-Remaining"), answer.Header("X-RateLimit-Reset")));

    private async Task<string> TokenAsync() => (await _gateway.Shop.Room.JoinAsync("concert")).WaitingToken!;
}
