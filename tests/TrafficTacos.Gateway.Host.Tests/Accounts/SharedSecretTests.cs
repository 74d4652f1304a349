using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>Tokens with the secret of a gateway that this one replaces.</summary>
public sealed class SharedSecretTests
{
    private const string Secret = "3f1c9a7be2d84f60a5c7e9b1d3f5a7c9e1b3d5f7a9cbedf0";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));

    [Fact]
    public async Task A_token_of_the_other_gateway_is_of_its_user_and_of_no_other_role()
    {
        await using var gateway = await OpenAsync();
        Assert.Equal("user-7", (await gateway.GetAsync(GatewayApp.Mine, Sign(Claims("admin")))).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_issued_token_has_the_claims_and_the_algorithm_of_the_other_gateway()
    {
        await using var gateway = await OpenAsync();
        var name = AccountCalls.FreshName();
        var account = (await gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        var token = new JsonWebToken(account.String("token"));
        Assert.Equal(("HS256", "JWT"), (token.Alg, token.Typ));
        Assert.False(token.TryGetHeaderValue<string>("kid", out _));
        var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload)).RootElement;
        Assert.Equal(["aud", "exp", "iat", "iss", "role", "sub", "user_id", "username"], claims.EnumerateObject().Select(claim => claim.Name).Order(StringComparer.Ordinal));
        var id = account.String("user_id");
        Assert.Equal(
            (id, id, name, "user", "traffic-tacos-gateway", "traffic-tacos-api"),
            (claims.GetProperty("sub").GetString(), claims.GetProperty("user_id").GetString(), claims.GetProperty("username").GetString(), claims.GetProperty("role").GetString(), claims.GetProperty("iss").GetString(), claims.GetProperty("aud").GetString()));
        Assert.Equal(86_400, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal(id, (await gateway.GetAsync(GatewayApp.Mine, account.String("token"))).Should(HttpStatusCode.OK).Text);
        // The secret is nobody's to read.
        Assert.Equal("""{"keys":[]}""", (await gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task What_is_wrong_is_refused()
    {
        await using var gateway = await OpenAsync();
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var good = Sign(Claims());
        string[] wrong =
        [
            Sign(Claims(), "another-secret-of-more-than-32-bytes-0123456789"), good[..^4] + "AAAA",
            Sign(Claims(without: "iat")), Sign(Claims(without: "exp")), Sign(Claims(without: "sub")), Sign(Claims(without: "iss")), Sign(Claims(without: "aud")),
            Sign(Claims(exp: now - 62)), Sign(Claims(iat: now + 62)), Sign(Claims(iat: now - 60, exp: now + 86_401)), Sign(Claims(exp: now + 10 * 86_400)),
            Sign(Claims(), header: """{"alg":"HS512","typ":"JWT"}"""), Sign(Claims(), header: """{"alg":"none","typ":"JWT"}"""),
            Sign(Claims(), header: """{"alg":"HS256","typ":"JWT","crit":["x"],"x":1}"""), good.Split('.')[0] + "." + good.Split('.')[1] + ".",
        ];
        foreach (var token in wrong)
            (await gateway.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        (await gateway.GetAsync(GatewayApp.Mine, good)).Should(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromHours(2));
        (await gateway.GetAsync(GatewayApp.Mine, good)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    /// <summary>The public key is known to everybody, so as a secret it is none.</summary>
    [Fact]
    public async Task The_public_key_is_no_secret()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var gateway = await OpenAsync(key.ExportPkcs8PrivateKeyPem());
        (await gateway.GetAsync(GatewayApp.Mine, Sign(Claims(), key.ExportSubjectPublicKeyInfoPem()))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task With_a_key_beside_it_new_tokens_are_ES256_and_the_secret_ends()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var gateway = await OpenAsync(key.ExportPkcs8PrivateKeyPem());
        var before = Sign(Claims(exp: _time.GetUtcNow().AddHours(20).ToUnixTimeSeconds()));
        Assert.Equal("ES256", new JsonWebToken((await gateway.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created).String("token")).Alg);
        (await gateway.GetAsync(GatewayApp.Mine, before)).Should(HttpStatusCode.OK);

        _time.Advance(TimeSpan.FromMinutes(29));
        (await gateway.GetAsync(GatewayApp.Mine, Sign(Claims()))).Should(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromMinutes(2));
        (await gateway.GetAsync(GatewayApp.Mine, Sign(Claims(iat: _time.GetUtcNow().ToUnixTimeSeconds())))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        (await gateway.GetAsync(GatewayApp.Mine, before)).Should(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task An_empty_Authorization_is_not_nobody(string value)
    {
        await using var gateway = await OpenAsync();
        var request = new RawRequest("GET", GatewayApp.Who).With("Authorization: " + value);
        (await request.SendAsync(gateway.Http.BaseAddress!)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    private Task<GatewayApp> OpenAsync(string? signingKey = null) =>
        GatewayApp.OpenAsync(new GatewayAppOptions { Accounts = TestSettings.AccountsWithSecret(Secret, signingKey), Time = _time });

    private Dictionary<string, object> Claims(string role = "user", string? without = null, long? iat = null, long? exp = null)
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = "user-7",
            ["user_id"] = "user-7",
            ["username"] = "tacofan1",
            ["role"] = role,
            ["exp"] = exp ?? now + 3600,
            ["iat"] = iat ?? now - 60,
            ["iss"] = "traffic-tacos-gateway",
            ["aud"] = "traffic-tacos-api",
        };
        if (without is not null)
            claims.Remove(without);
        return claims;
    }

    private static string Sign(Dictionary<string, object> claims, string secret = Secret, string header = """{"alg":"HS256","typ":"JWT"}""")
    {
        var text = Base64UrlEncoder.Encode(header) + "." + Base64UrlEncoder.Encode(JsonSerializer.Serialize(claims));
        var hash = header.Contains("HS512", StringComparison.Ordinal) ? HMACSHA512.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)) : HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text));
        return text + "." + Base64UrlEncoder.Encode(hash);
    }
}
