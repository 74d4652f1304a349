using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>The accounts' signing key rotates as docs/operations.md says, and nobody has to log in again for it.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private readonly ECDsa _old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _new = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>A roll-out between any two steps: two gateways that stand on this step and the next.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public async Task In_every_roll_out_each_gateway_accepts_the_others_tokens(int step, int next)
    {
        await using var one = await OpenAsync(step);
        await using var other = await OpenAsync(next);
        foreach (var from in (GatewayApp[])[one, other])
        {
            var token = (await from.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created).String("token");
            foreach (var at in (GatewayApp[])[one, other])
                (await at.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Whoever_logged_in_before_stays_logged_in_until_the_old_key_goes()
    {
        string token;
        await using (var before = await OpenAsync(0))
            token = (await before.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created).String("token");
        await using var accepting = await OpenAsync(2);
        (await accepting.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        await using var after = await OpenAsync(3);
        (await after.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task The_accepted_keys_are_published_behind_the_one_that_signs_and_never_their_private_half()
    {
        var accounts = TestSettings.Accounts(
            _new.ExportPkcs8PrivateKeyPem(),
            acceptedKeys: [_old.ExportECPrivateKeyPem(), _old.ExportSubjectPublicKeyInfoPem(), _new.ExportSubjectPublicKeyInfoPem()]);
        await using var gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Accounts = accounts });
        var published = (await gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.OK);
        Assert.Equal([X(_new), X(_old)], new JsonWebKeySet(published.Text).Keys.Select(key => key.X));
        Assert.All(published.Json.GetProperty("keys").EnumerateArray(), key => Assert.False(key.TryGetProperty("d", out _)));
    }

    [Fact]
    public async Task An_accepted_key_accepts_its_own_tokens_only()
    {
        await using var gateway = await OpenAsync(1);
        var id = new AccountKey(_new.ExportSubjectPublicKeyInfoPem()).Public.KeyId;
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var claims = TestIssuer.Claims(TimeProvider.System);
        (claims["iss"], claims["aud"]) = (AccountTokenFactory.Issuer, AccountTokenFactory.Audience);
        (await gateway.GetAsync(GatewayApp.Mine, TestKey.Ec(id, _new).Sign(claims))).Should(HttpStatusCode.OK);
        (await gateway.GetAsync(GatewayApp.Mine, TestKey.Ec(id, forger).Sign(claims))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    public void Dispose()
    {
        _old.Dispose();
        _new.Dispose();
    }

    /// <summary>A gateway on a step of the rotation: 0 is before it.</summary>
    private Task<GatewayApp> OpenAsync(int step) => GatewayApp.OpenAsync(new GatewayAppOptions
    {
        Accounts = TestSettings.Accounts((step < 2 ? _old : _new).ExportPkcs8PrivateKeyPem(), acceptedKeys: step switch
        {
            1 => [_new.ExportSubjectPublicKeyInfoPem()],
            2 => [_old.ExportSubjectPublicKeyInfoPem()],
            _ => [],
        }),
    });

    private static string X(ECDsa key) => Base64UrlEncoder.Encode(key.ExportParameters(false).Q.X);
}
