using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>Whose bearer token is an operator's.</summary>
public sealed class OperatorTokenTests : IAsyncLifetime
{
    private const string Claim = "waiting_room";
    private const string Audience = "operators";

    private readonly TestKey _key = TestKey.Ec("external");
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly UsersFile _users = UsersFile.Create();
    private TestIssuer _issuer = null!;
    private OperatorApp _gateway = null!;
    private OperatorBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_key);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _gateway = await OperatorApp.OpenAsync(new OperatorAppOptions
        {
            Users = _users,
            Claim = Claim,
            Audience = Audience,
            Authentication = _issuer.Settings with { DevelopmentTokens = true },
            Time = _time,
            Accounts = TestSettings.Accounts(key.ExportPkcs8PrivateKeyPem()),
        });
        _browser = new OperatorBrowser(_gateway.Http);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
        _users.Dispose();
    }

    [Fact]
    public async Task The_claim_says_what_an_operator_may_do()
    {
        foreach (var (claim, mayChange) in ((object, bool)[])[("view", false), ("change", true), (new[] { "other", "view", "change" }, true)])
        {
            var token = Sign(claim);
            Assert.Equal("issuer:mina", (await GetAsync(token)).Should(HttpStatusCode.OK).String("name"));
            var answer = await _browser.ChangeAsync(token);
            if (mayChange)
                answer.Should(HttpStatusCode.OK);
            else
                answer.ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Change")]
    [InlineData("view change")]
    [InlineData("admin")]
    [InlineData("")]
    public async Task Other_claims_make_none(string? claim) => await ShouldBeNobodyAsync(Sign(claim));

    [Fact]
    public async Task A_shops_token_is_nobodys_whatever_it_says()
    {
        await ShouldBeNobodyAsync(Sign("change", claims =>
        {
            claims["aud"] = TestIssuer.Audience;
            claims["role"] = "operator";
            claims["operator_role"] = "change";
            claims["operator_name"] = "mina";
        }));
        var account = (await _gateway.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
        await ShouldBeNobodyAsync(account.String("token"));
        await ShouldBeNobodyAsync("dev-super-key-local-testing");
    }

    [Fact]
    public async Task An_operators_token_is_nobodys_in_the_shop()
    {
        var join = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = System.Net.Http.Json.JsonContent.Create(new { event_id = Fresh.Event() }) };
        (await _browser.AskAsync(join, ("Authorization", "Bearer " + Sign("change")))).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task It_has_to_be_good()
    {
        await ShouldBeNobodyAsync(Sign("change", claims => claims["iss"] = "https://other.example/"));
        await ShouldBeNobodyAsync(Sign("change", claims => claims.Remove("aud")));
        await ShouldBeNobodyAsync(Sign("change", claims => claims.Remove("sub")));
        await ShouldBeNobodyAsync(TestKey.Ec("external").Sign(Claims("change")));
        await ShouldBeNobodyAsync(_key.Unsigned(Claims("change")));
        await ShouldBeNobodyAsync(_key.SignAsIfShared(Claims("change")));
        await ShouldBeNobodyAsync(_key.Sign(Claims("change"), new { alg = "ES256", kid = "external", typ = "JWT", crit = (string[])["x"], x = 1 }));
        await ShouldBeNobodyAsync("rubbish");
        (await _browser.GetAsync(OperatorApp.Look, ("Authorization", "Basic bWluYTpz"))).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
    }

    [Fact]
    public async Task It_ends()
    {
        var token = Sign("view");
        (await GetAsync(token)).Should(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        (await GetAsync(token)).Should(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromMinutes(2));
        await ShouldBeNobodyAsync(token);
    }

    [Fact]
    public async Task A_bad_token_beside_a_session_does_not_count_as_the_session()
    {
        (await _browser.SignInAsync(UsersFile.Changer)).Should(HttpStatusCode.SeeOther);
        Assert.True(await _browser.IsInAsync());
        await ShouldBeNobodyAsync("rubbish");
        Assert.Equal("issuer:mina", (await GetAsync(Sign("view"))).Should(HttpStatusCode.OK).String("name"));
    }

    [Fact]
    public async Task Without_the_issuers_keys_nobody_is_let_in()
    {
        _issuer.Document = null;
        await ShouldBeNobodyAsync(Sign("view"));
    }

    private Dictionary<string, object?> Claims(object? claim)
    {
        var claims = TestIssuer.Claims(_time, "mina");
        claims["aud"] = Audience;
        if (claim is not null)
            claims[Claim] = claim;
        return claims;
    }

    private string Sign(object? claim, Action<Dictionary<string, object?>>? change = null)
    {
        var claims = Claims(claim);
        change?.Invoke(claims);
        return _key.Sign(claims);
    }

    private Task<Answer> GetAsync(string token) => _browser.GetAsync(OperatorApp.Look, ("Authorization", "Bearer " + token));

    private async Task ShouldBeNobodyAsync(string token) => (await GetAsync(token)).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
}
