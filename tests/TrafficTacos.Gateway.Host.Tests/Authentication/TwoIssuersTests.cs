using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>The configured issuer and the gateway's own accounts side by side: each stands up to its own keys, issuer and
/// audience, and to no others.</summary>
public sealed class TwoIssuersTests : IAsyncLifetime
{
    private readonly TestKey _key = TestKey.Ec("external");
    private readonly ECDsa _own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TestIssuer _issuer = null!;
    private GatewayApp _gateway = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_key);
        _gateway = await GatewayApp.OpenAsync(new GatewayAppOptions
        {
            Authentication = _issuer.Settings,
            Accounts = TestSettings.Accounts(_own.ExportPkcs8PrivateKeyPem()),
        });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
        _own.Dispose();
    }

    [Fact]
    public async Task Both_are_accepted()
    {
        var own = (await _gateway.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
        Assert.Equal("accounts:" + own.String("user_id"), (await _gateway.GetAsync(GatewayApp.Mine, own.String("token"))).Should(HttpStatusCode.OK).Text);
        Assert.Equal("mina", (await _gateway.GetAsync(GatewayApp.Mine, _key.Sign(TestIssuer.Claims(TimeProvider.System, "mina")))).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task The_issuers_key_does_not_speak_for_the_accounts()
    {
        var claims = TestIssuer.Claims(TimeProvider.System);
        (claims["iss"], claims["aud"]) = (AccountTokenFactory.Issuer, AccountTokenFactory.Audience);
        await ShouldFailAsync(_key.Sign(claims));
        // Not even under the name of the accounts' key.
        await ShouldFailAsync(_key.Sign(claims, new { alg = "ES256", kid = await OwnKeyIdAsync(), typ = "JWT" }));
    }

    [Fact]
    public async Task The_accounts_key_does_not_speak_for_the_issuer()
    {
        await ShouldFailAsync(SignAsOwn(TestIssuer.Name, TestIssuer.Audience, await OwnKeyIdAsync()));
        await ShouldFailAsync(SignAsOwn(TestIssuer.Name, TestIssuer.Audience, _key.Id));
    }

    [Fact]
    public async Task Neither_takes_a_token_for_the_others_audience()
    {
        var claims = TestIssuer.Claims(TimeProvider.System);
        claims["aud"] = AccountTokenFactory.Audience;
        await ShouldFailAsync(_key.Sign(claims));
        await ShouldFailAsync(SignAsOwn(AccountTokenFactory.Issuer, TestIssuer.Audience, await OwnKeyIdAsync()));
        (await _gateway.GetAsync(GatewayApp.Mine, SignAsOwn(AccountTokenFactory.Issuer, AccountTokenFactory.Audience, await OwnKeyIdAsync()))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_issuer_that_publishes_a_key_under_the_accounts_key_id_gains_nothing()
    {
        var twin = TestKey.Ec(await OwnKeyIdAsync());
        _issuer.Document = TestKey.KeySet(twin);
        var claims = TestIssuer.Claims(TimeProvider.System);
        (await _gateway.GetAsync(GatewayApp.Mine, twin.Sign(claims))).Should(HttpStatusCode.OK);
        (claims["iss"], claims["aud"]) = (AccountTokenFactory.Issuer, AccountTokenFactory.Audience);
        await ShouldFailAsync(twin.Sign(claims));
    }

    [Fact]
    public async Task While_the_issuer_is_down_the_accounts_are_not()
    {
        _issuer.Document = null;
        var own = (await _gateway.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
        (await _gateway.GetAsync(GatewayApp.Mine, own.String("token"))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_gateways_own_name_cannot_be_configured_for_another()
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("JWT_ISSUER", AccountTokenFactory.Issuer));
        Assert.Equal(1, exitCode);
        Assert.Contains("JWT_ISSUER", errors, StringComparison.Ordinal);
    }

    private async Task<string> OwnKeyIdAsync() =>
        Assert.Single(new JsonWebKeySet((await _gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Text).Keys).Kid;

    private string SignAsOwn(string issuer, string audience, string keyId)
    {
        var claims = TestIssuer.Claims(TimeProvider.System);
        (claims["iss"], claims["aud"]) = (issuer, audience);
        return TestKey.Ec(keyId, _own).Sign(claims);
    }

    private async Task ShouldFailAsync(string token) =>
        (await _gateway.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
}
