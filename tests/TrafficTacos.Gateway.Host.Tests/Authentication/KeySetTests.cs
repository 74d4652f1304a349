using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>The issuer's keys come, change, go, and cannot be reached; one gateway, in memory.</summary>
public sealed class KeySetTests : IAsyncLifetime
{
    private static readonly TimeSpan BeyondCache = TimeSpan.FromMinutes(11);
    private static readonly TimeSpan Instant = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TestKey _first = TestKey.Ec("first");
    private readonly TestKey _second = TestKey.Rsa("second");
    private TestIssuer _issuer = null!;
    private GatewayApp _gateway = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_first);
        _gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Authentication = _issuer.Settings, Time = _time });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    /// <summary>Whoever logs in may still send an old token, and must not wait for an issuer that hangs.</summary>
    [Fact]
    public async Task It_is_not_asked_for_where_no_token_counts()
    {
        (await _gateway.PostAsync(AccountCalls.Login, new { username = "nobody", password = "secret" }, Token(_first, "a"))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        (await _gateway.GetAsync(AccountCalls.KeySet, Token(_first, "a"))).Should(HttpStatusCode.OK);
        Assert.Equal(0, _issuer.Asked);
    }

    /// <summary>JWT_CACHE_TTL.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(60)]
    public async Task The_set_is_asked_for_again_when_it_is_as_old_as_is_set_and_not_before(int minutes)
    {
        var settings = _issuer.Settings with { CacheTime = TimeSpan.FromMinutes(minutes) };
        await using var gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Authentication = settings, Time = _time });
        await ShouldPassAsync("a");
        _time.Advance(settings.CacheTime - Instant);
        await ShouldPassAsync("b");
        Assert.Equal(1, _issuer.Asked);
        // The framework adds up to a twentieth, by chance.
        _time.Advance(settings.CacheTime / 20 + Instant);
        await ShouldPassAsync("c"); // nobody waits for it
        await Eventually.IsTrueAsync(() => _issuer.Asked == 2);
        await ShouldPassAsync("d");
        Assert.Equal(2, _issuer.Asked);

        async Task ShouldPassAsync(string subject) => (await gateway.GetAsync(GatewayApp.Mine, Token(_first, subject))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unknown_key_makes_it_ask_once_in_thirty_seconds()
    {
        await ShouldPassAsync(Token(_first));
        Assert.Equal(1, _issuer.Asked);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => ShouldFailAsync(Token(TestKey.Ec($"unknown-{i}")))));
        _time.Advance(TimeSpan.FromSeconds(29));
        await ShouldFailAsync(Token(TestKey.Ec("unknown")));
        Assert.Equal(2, _issuer.Asked);
        _time.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 8; i++)
            await ShouldFailAsync(Token(TestKey.Ec("unknown")));
        Assert.Equal(3, _issuer.Asked);
    }

    [Fact]
    public async Task A_new_key_is_good_at_once()
    {
        await ShouldPassAsync(Token(_first));
        _issuer.Document = TestKey.KeySet(_first, _second);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => ShouldPassAsync(Token(_second, $"user-{i}"))));
        await ShouldPassAsync(Token(_first));
        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task A_withdrawn_key_takes_its_known_tokens_along()
    {
        var token = Token(_first);
        await ShouldPassAsync(token);
        _issuer.Document = TestKey.KeySet(_second);
        await ShouldPassAsync(token);
        await ShouldPassAsync(Token(_second)); // this one makes it look
        await ShouldFailAsync(token);
        await ShouldFailAsync(Token(_first, "another"));
    }

    [Fact]
    public async Task A_withdrawn_key_ends_with_the_cache_when_nobody_brings_a_new_one()
    {
        var token = Token(_first);
        await ShouldPassAsync(token);
        _issuer.Document = TestKey.KeySet(_second);
        _time.Advance(BeyondCache);
        // The one who is known does not wait for the answer; whoever comes after it is asked again.
        await _gateway.GetAsync(GatewayApp.Mine, token);
        await Eventually.IsTrueAsync(async () => (await _gateway.GetAsync(GatewayApp.Mine, token)).Status == HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("<html>Down for maintenance</html>")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"first","k":"AAAA"}]}""")]
    public async Task While_there_is_no_key_set_the_keys_stay_in_use(string? document)
    {
        var known = Token(_first);
        await ShouldPassAsync(known);
        _issuer.Document = document;
        _time.Advance(BeyondCache);
        for (var i = 0; i < 20; i++)
        {
            await ShouldPassAsync(known);
            await ShouldPassAsync(Token(_first, $"user-{i}"));
            await ShouldFailAsync(Token(_second, $"user-{i}"));
        }

        Assert.Equal(2, _issuer.Asked);
        _issuer.Document = TestKey.KeySet(_first, _second);
        _time.Advance(TimeSpan.FromSeconds(31));
        await ShouldPassAsync(Token(_second));
        Assert.Equal(3, _issuer.Asked);
    }

    [Fact]
    public async Task Without_ever_a_key_set_nobody_is_called_a_liar_and_it_heals()
    {
        _issuer.Document = null;
        var token = Token(_first);
        for (var i = 0; i < 3; i++)
        {
            var answer = await _gateway.GetAsync(GatewayApp.Who, token);
            answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
            Assert.Equal("2", answer.Header("Retry-After"));
        }

        await ShouldFailAsync("rubbish");
        Assert.Equal(GatewayApp.Nobody, (await _gateway.GetAsync(GatewayApp.Who)).Should(HttpStatusCode.OK).Text);
        _issuer.Document = TestKey.KeySet(_first);
        _time.Advance(TimeSpan.FromSeconds(60));
        await ShouldPassAsync(token);
    }

    [Fact]
    public async Task All_who_come_before_the_first_key_wait_for_one_attempt_at_an_issuer_that_hangs()
    {
        var hanging = _issuer.Hang();
        var together = Enumerable.Range(0, 32).Select(i => _gateway.GetAsync(GatewayApp.Mine, Token(_first, $"user-{i}"))).ToArray();
        await Eventually.IsTrueAsync(() => _issuer.Asked == 1);
        _time.Advance(SharedKeySetRetriever.FetchTimeout);
        foreach (var answer in await Task.WhenAll(together))
            answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        (await _gateway.GetAsync(GatewayApp.Mine, Token(_first))).ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        Assert.Equal(1, _issuer.Asked);
        hanging.SetResult();
        _time.Advance(SharedKeySetRetriever.ColdRetryInterval + TimeSpan.FromSeconds(1));
        await ShouldPassAsync(Token(_first));
        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task Who_is_known_does_not_wait_for_an_issuer_that_hangs()
    {
        var known = Token(_first);
        await ShouldPassAsync(known);
        _time.Advance(BeyondCache);
        var hanging = _issuer.Hang();
        for (var i = 0; i < 20; i++)
            await ShouldPassAsync(known);
        await Eventually.IsTrueAsync(() => _issuer.Asked == 2);
        hanging.SetResult();
    }

    [Fact]
    public async Task Nor_when_they_were_seen_only_once_before_a_stranger_made_the_gateway_ask()
    {
        var known = Token(_first);
        await ShouldPassAsync(known);
        _time.Advance(SharedKeySetRetriever.RetryInterval + TimeSpan.FromSeconds(1));
        var hanging = _issuer.Hang();
        var stranger = _gateway.GetAsync(GatewayApp.Mine, Token(TestKey.Ec("stranger")));
        await Eventually.IsTrueAsync(() => _issuer.Asked == 2);
        await ShouldPassAsync(known);
        Assert.False(stranger.IsCompleted);
        hanging.SetResult();
        (await stranger).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task Nor_does_a_token_of_a_known_key_that_nobody_has_checked_yet()
    {
        await ShouldPassAsync(Token(_first));
        _time.Advance(SharedKeySetRetriever.RetryInterval + TimeSpan.FromSeconds(1));
        var hanging = _issuer.Hang();
        var stranger = _gateway.GetAsync(GatewayApp.Mine, Token(TestKey.Ec("stranger")));
        await Eventually.IsTrueAsync(() => _issuer.Asked == 2);
        for (var i = 0; i < 8; i++)
            await ShouldPassAsync(Token(_first, $"user-{i}"));
        Assert.False(stranger.IsCompleted);
        Assert.Equal(2, _issuer.Asked);
        hanging.SetResult();
        (await stranger).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task Nor_when_the_keys_are_due_at_an_issuer_that_hangs_where_somebody_came_lately()
    {
        await ShouldPassAsync(Token(_first, "a"));
        _time.Advance(TimeSpan.FromMinutes(6));
        await ShouldPassAsync(Token(_first, "b"));
        _time.Advance(TimeSpan.FromMinutes(6));
        var hanging = _issuer.Hang();
        for (var i = 0; i < 8; i++)
            await ShouldPassAsync(Token(_first, $"user-{i}"));
        await Eventually.IsTrueAsync(() => _issuer.Asked == 2);
        hanging.SetResult();
    }

    [Fact]
    public async Task Where_nobody_came_for_long_a_withdrawn_key_is_not_taken_once_more()
    {
        await ShouldPassAsync(Token(_first, "a"));
        _issuer.Document = TestKey.KeySet(_second);
        _time.Advance(BeyondCache);
        await ShouldFailAsync(Token(_first, "b"));
    }

    private string Token(TestKey key, string subject = "somebody") => key.Sign(TestIssuer.Claims(_time, subject));

    private async Task ShouldPassAsync(string token) => (await _gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);

    private async Task ShouldFailAsync(string token) =>
        (await _gateway.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
}
