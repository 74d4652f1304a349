using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Testing;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>Several gateways and one Redis: one of them asks the issuer, for all.</summary>
[Collection(SharedRedis.Name)]
public sealed class SharedKeySetTests(RedisFixture redis) : IAsyncLifetime
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

    [Theory]
    [InlineData("rubbish")]
    [InlineData("1 rubbish")]
    [InlineData("99999999999999999 {}")]
    public async Task Whatever_else_lies_there_is_none(string rubbish)
    {
        await redis.Connection.GetDatabase().StringSetAsync(GatewayRedisKeys.KeySet(_issuer.Settings.JwksEndpoint!.AbsoluteUri), rubbish);
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

    private async Task<GatewayApp> OpenAsync(string? address = null)
    {
        var gateway = await GatewayApp.OpenAsync(new GatewayPlan { Authentication = _issuer.Settings, Time = _time, Redis = address ?? redis.Address });
        _gateways.Add(gateway);
        return gateway;
    }

    private string Token(TestKey key) => key.Sign(TestIssuer.Claims(_time));

    private async Task ShouldPassAsync(GatewayApp gateway, TestKey key) =>
        (await gateway.GetAsync(GatewayApp.Mine, Token(key))).Should(HttpStatusCode.OK);
}
