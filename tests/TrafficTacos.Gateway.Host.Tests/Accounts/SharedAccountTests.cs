using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>Two gateways and one Redis of their own: one set of accounts, one generated key.</summary>
public sealed class SharedAccountTests : IAsyncLifetime
{
    private RedisServer _redis = null!;
    private GatewayApp _one = null!;
    private GatewayApp _other = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _one = await GatewayApp.OpenAsync(new GatewayAppOptions { Redis = _redis.Address });
        _other = await GatewayApp.OpenAsync(new GatewayAppOptions { Redis = _redis.Address });
    }

    public async Task DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task They_agree_on_a_key_whoever_comes_first()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => KeyIdAsync(i % 2 == 0 ? _one : _other)));
        Assert.Single(keys.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_account_and_its_token_are_good_at_both()
    {
        var name = AccountCalls.FreshName();
        var account = (await _one.RegisterAsync(name)).Should(HttpStatusCode.Created);
        Assert.Equal(account.String("user_id"), (await _other.GetAsync(GatewayApp.Mine, account.String("token"))).Should(HttpStatusCode.OK).Text);
        Assert.Equal(account.String("user_id"), (await _other.LogInAsync(name)).Should(HttpStatusCode.OK).String("user_id"));
        (await _other.RegisterAsync(name)).ShouldFail(HttpStatusCode.Conflict, "USERNAME_EXISTS");
    }

    /// <summary>During a roll-out one has the key already, and the other still the secret alone.</summary>
    [Fact]
    public async Task A_gateway_without_the_key_accepts_its_tokens()
    {
        const string secret = "3f1c9a7be2d84f60a5c7e9b1d3f5a7c9e1b3d5f7a9cbedf0";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var old = await GatewayApp.OpenAsync(new GatewayAppOptions { Redis = _redis.Address, Accounts = TestSettings.AccountsWithSecret(secret) });
        await using var next = await GatewayApp.OpenAsync(new GatewayAppOptions { Redis = _redis.Address, Accounts = TestSettings.AccountsWithSecret(secret, key.ExportPkcs8PrivateKeyPem()) });
        foreach (var (issuer, other) in ((GatewayApp, GatewayApp)[])[(next, old), (old, next)])
        {
            var account = (await issuer.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
            // The key is announced in the background.
            await Eventually.IsTrueAsync(async () => (await old.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Text.Contains("kid", StringComparison.Ordinal));
            Assert.Equal(account.String("user_id"), (await other.GetAsync(GatewayApp.Mine, account.String("token"))).Should(HttpStatusCode.OK).Text);
        }
    }

    [Fact]
    public async Task When_Redis_forgot_the_key_they_agree_again()
    {
        (await _one.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(_redis.Address + ",allowAdmin=true");
        await connection.GetServers()[0].FlushAllDatabasesAsync();
        var account = (await _other.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
        (await _one.GetAsync(GatewayApp.Mine, account.String("token"))).Should(HttpStatusCode.OK);
        Assert.Equal(await KeyIdAsync(_one), await KeyIdAsync(_other));
    }

    [Fact]
    public async Task Without_Redis_it_is_a_quick_503_and_known_tokens_stay_good()
    {
        var name = AccountCalls.FreshName();
        var token = (await _one.RegisterAsync(name)).Should(HttpStatusCode.Created).String("token");
        (await _one.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        _redis.Kill();
        foreach (var answer in (Answer[])
        [
            await _one.RegisterAsync(AccountCalls.FreshName()), await _one.LogInAsync(name), await _one.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet),
        ])
        {
            answer.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
            Assert.True(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture) >= 1);
        }

        (await _one.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        await _redis.RestartAsync();
        await Eventually.IsTrueAsync(async () => (await _one.RegisterAsync(AccountCalls.FreshName())).Status == HttpStatusCode.Created);
    }

    private static async Task<string> KeyIdAsync(GatewayApp gateway) =>
        Assert.Single(new JsonWebKeySet((await gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.OK).Text).Keys).Kid;
}
