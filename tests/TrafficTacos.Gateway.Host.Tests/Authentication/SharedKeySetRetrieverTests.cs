using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>Several gateways and one Redis: one of them asks the issuer, for all.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class SharedKeySetRetrieverTests(RedisFixture redis) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TestKey _first = TestKey.Ec("first");
    private readonly TestKey _second = TestKey.Rsa("second");
    private readonly List<GatewayApp> _gateways = [];
    private TestIssuer _issuer = null!;

    public async Task InitializeAsync() => _issuer = await TestIssuer.StartAsync(_first);

    public async Task DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task The_second_gateway_takes_the_keys_from_Redis()
    {
        await ShouldPassAsync(await OpenAsync(), _first);
        _issuer.Document = null;
        await ShouldPassAsync(await OpenAsync(), _first);
        Assert.Equal(1, _issuer.Asked);
    }

    /// <summary>JWT_CACHE_TTL.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(60)]
    public async Task When_their_keys_are_as_old_as_is_set_one_gateway_asks_again_for_all(int minutes)
    {
        var (cacheTime, instant) = (TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(1));
        var (one, other) = (await OpenAsync(cacheTime: cacheTime), await OpenAsync(cacheTime: cacheTime));
        foreach (var asked in (int[])[1, 2, 3])
        {
            await one.RefreshKeysAsync();
            await other.RefreshKeysAsync();
            await ShouldPassAsync(one, _first, $"a-{asked}");
            await ShouldPassAsync(other, _first, $"a-{asked}");
            _time.Advance(cacheTime - instant);
            await ShouldPassAsync(one, _first, $"b-{asked}");
            await ShouldPassAsync(other, _first, $"b-{asked}");
            Assert.Equal(asked, _issuer.Asked);
            // The framework adds up to a twentieth, by chance.
            _time.Advance(cacheTime / 20 + instant);
        }
    }

    [Fact]
    public async Task A_gateway_that_starts_while_the_issuer_is_down_takes_old_keys_rather_than_none()
    {
        await ShouldPassAsync(await OpenAsync(), _first);
        _issuer.Document = null;
        _time.Advance(TimeSpan.FromHours(2));
        await ShouldPassAsync(await OpenAsync(), _first);
        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task Old_keys_are_not_taken_while_there_are_new_ones()
    {
        await ShouldPassAsync(await OpenAsync(), _first);
        _issuer.Document = TestKey.KeySet(_second);
        _time.Advance(TimeSpan.FromMinutes(11));
        var second = await OpenAsync();
        await ShouldPassAsync(second, _second);
        (await second.GetAsync(GatewayApp.Mine, Token(_first))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task What_one_gateway_just_fetched_answers_an_unknown_key_at_another()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        await ShouldPassAsync(one, _first);
        await ShouldPassAsync(other, _first);
        _time.Advance(TimeSpan.FromMinutes(2));
        _issuer.Document = TestKey.KeySet(_first, _second);
        await ShouldPassAsync(one, _second);
        await ShouldPassAsync(other, _second);
        Assert.Equal(2, _issuer.Asked);
    }

    [Fact]
    public async Task What_another_gateway_fetched_a_while_ago_does_not_answer_an_unknown_key()
    {
        var (one, other) = (await OpenAsync(), await OpenAsync());
        await ShouldPassAsync(one, _first);
        await ShouldPassAsync(other, _first);
        _time.Advance(TimeSpan.FromMinutes(2));
        (await one.GetAsync(GatewayApp.Mine, Token(_second))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        _time.Advance(TimeSpan.FromMinutes(1));
        _issuer.Document = TestKey.KeySet(_first, _second);
        await ShouldPassAsync(other, _second);
        Assert.Equal(3, _issuer.Asked);
    }

    /// <summary>What it was told by another counts from when it heard it: that is when it asks again in turn.</summary>
    [Fact]
    public async Task Nor_where_a_gateway_holds_what_was_old_already_when_it_came()
    {
        var one = await OpenAsync();
        await ShouldPassAsync(one, _first);
        _time.Advance(TimeSpan.FromMinutes(9));
        var other = await OpenAsync();
        await ShouldPassAsync(other, _first);
        _time.Advance(TimeSpan.FromMinutes(2));
        await ShouldPassAsync(one, _first, "somebody else");
        Assert.Equal(2, _issuer.Asked);
        _time.Advance(TimeSpan.FromMinutes(2));
        _issuer.Document = TestKey.KeySet(_first, _second);
        await ShouldPassAsync(other, _second);
        Assert.Equal(3, _issuer.Asked);
    }

    [Fact]
    public async Task An_issuer_that_was_away_is_asked_again_soon_though_its_old_keys_lie_in_Redis()
    {
        var gateway = await OpenAsync();
        await ShouldPassAsync(gateway, _first);
        _issuer.Document = null;
        _time.Advance(TimeSpan.FromMinutes(11));
        await ShouldPassAsync(gateway, _first, "somebody else");
        Assert.Equal(2, _issuer.Asked);
        _issuer.Document = TestKey.KeySet(_second);
        _time.Advance(SharedKeySetRetriever.RetryInterval + TimeSpan.FromSeconds(1));
        await gateway.RefreshKeysAsync();
        (await gateway.GetAsync(GatewayApp.Mine, Token(_first, "a third"))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    /// <summary>Else a gateway that starts while the issuer is down would have no keys: Redis' own clock, which no test moves.</summary>
    [Fact]
    public async Task The_copy_in_Redis_stays_for_days()
    {
        await ShouldPassAsync(await OpenAsync(), _first);
        var left = await redis.Connection.GetDatabase().KeyTimeToLiveAsync(new GatewayRedisKeys("tq").KeySet(_issuer.Settings.JwksEndpoint!.AbsoluteUri));
        Assert.InRange(left!.Value, KeySetDocument.Retention - TimeSpan.FromMinutes(10), KeySetDocument.Retention);
        Assert.Equal(TimeSpan.FromDays(2), KeySetDocument.Retention);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("1 rubbish")]
    [InlineData("99999999999999999 {}")]
    public async Task Whatever_else_lies_there_is_none(string rubbish)
    {
        await redis.Connection.GetDatabase().StringSetAsync(new GatewayRedisKeys("tq").KeySet(_issuer.Settings.JwksEndpoint!.AbsoluteUri), rubbish);
        await ShouldPassAsync(await OpenAsync(), _first);
        await ShouldPassAsync(await OpenAsync(), _first);
        Assert.Equal(1, _issuer.Asked);
    }

    [Fact]
    public async Task Without_its_Redis_a_gateway_asks_the_issuer_itself()
    {
        await ShouldPassAsync(await OpenAsync("127.0.0.1:1"), _first);
        Assert.Equal(1, _issuer.Asked);
    }

    private async Task<GatewayApp> OpenAsync(string? address = null, TimeSpan? cacheTime = null)
    {
        var authentication = _issuer.Settings with { CacheTime = cacheTime ?? _issuer.Settings.CacheTime };
        var gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Authentication = authentication, Time = _time, Redis = address ?? redis.Address });
        _gateways.Add(gateway);
        return gateway;
    }

    private string Token(TestKey key, string subject = "somebody") => key.Sign(TestIssuer.Claims(_time, subject));

    private async Task ShouldPassAsync(GatewayApp gateway, TestKey key, string subject = "somebody") =>
        (await gateway.GetAsync(GatewayApp.Mine, Token(key, subject))).Should(HttpStatusCode.OK);
}
