using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>Which tokens are good, and which are not, on endpoints of every kind.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly TestKey _rsa = TestKey.Rsa("rsa");
    private readonly TestKey _pss = TestKey.Rsa("pss", "PS256");
    private readonly TestKey _ec = TestKey.Ec("ec");
    private TestIssuer _issuer = null!;
    private GatewayApp _gateway = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(_rsa, _pss, _ec);
        _gateway = await GatewayApp.OpenAsync(new GatewayPlan { Authentication = _issuer.Settings, Time = _time });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    public static TheoryData<string> BadTokens { get; } = [.. Bad(new TestClaims(TimeProvider.System)).Keys];

    [Fact]
    public async Task RS256_PS256_and_ES256_are_somebody()
    {
        foreach (var key in (TestKey[])[_rsa, _pss, _ec])
        {
            var token = key.Sign(TestIssuer.Claims(_time, key.Id));
            for (var i = 0; i < 2; i++) // checked, then known
            {
                Assert.Equal(key.Id, (await _gateway.GetAsync(GatewayApp.Who, token)).Should(HttpStatusCode.OK).Text);
                Assert.Equal(key.Id, (await _gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK).Text);
            }
        }

        Assert.Equal(1, _issuer.Asked);
    }

    [Fact]
    public async Task Nobody_may_ask_where_anybody_may_and_nowhere_else()
    {
        Assert.Equal(GatewayApp.Nobody, (await _gateway.GetAsync(GatewayApp.Who)).Should(HttpStatusCode.OK).Text);
        var joined = (await _gateway.PostAsync(Shop.Prefix + "/join", new { event_id = "open" })).Should(HttpStatusCode.Accepted);
        var token = joined.String("waiting_token");
        (await _gateway.GetAsync($"{Shop.Prefix}/status?token={token}")).Should(HttpStatusCode.OK);
        foreach (var answer in (Answer[])[await _gateway.GetAsync(GatewayApp.Mine), await _gateway.PostAsync(Shop.Prefix + "/enter", new { waiting_token = token })])
        {
            answer.ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        }

        (await _gateway.PostAsync(Shop.Prefix + "/enter", new { waiting_token = token }, _ec.Sign(TestIssuer.Claims(_time)))).Should(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_refused_everywhere(string name)
    {
        var token = Bad(new TestClaims(_time) { Rsa = _rsa, Ec = _ec })[name];
        foreach (var answer in (Answer[])
        [
            await _gateway.GetAsync(GatewayApp.Who, token),
            await _gateway.GetAsync(GatewayApp.Mine, token),
            await _gateway.GetAsync(Shop.Prefix + "/status?token=x", token),
            await _gateway.PostAsync(Shop.Prefix + "/join", new { event_id = "open" }, token),
            await _gateway.PostAsync(Shop.Prefix + "/enter", new { waiting_token = "x" }, token),
        ])
        {
            answer.ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("Bearer")]
    [InlineData("bearer ")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AA")]
    [InlineData("Negotiate x")]
    public async Task Whoever_sends_an_Authorization_of_another_kind_is_not_nobody(string authorization)
    {
        var answer = await _gateway.GetAsync(GatewayApp.Who, headers: ("Authorization", authorization));
        answer.ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task Two_Authorizations_are_none()
    {
        var token = _ec.Sign(TestIssuer.Claims(_time));
        var request = new RawRequest("GET", GatewayApp.Who).With("Authorization: Bearer " + token, "Authorization: Bearer " + token);
        (await request.SendAsync(_gateway.Http.BaseAddress!)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task The_word_Bearer_is_read_without_case()
    {
        var token = _ec.Sign(TestIssuer.Claims(_time));
        (await _gateway.GetAsync(GatewayApp.Mine, headers: ("Authorization", "bearer " + token))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clocks_may_disagree_by_a_minute_and_no_more()
    {
        var late = TestIssuer.Claims(_time, expiresIn: TimeSpan.FromSeconds(-58));
        (await _gateway.GetAsync(GatewayApp.Mine, _ec.Sign(late))).Should(HttpStatusCode.OK);
        var early = TestIssuer.Claims(_time);
        early["nbf"] = (_time.GetUtcNow() + TimeSpan.FromSeconds(58)).ToUnixTimeSeconds();
        (await _gateway.GetAsync(GatewayApp.Mine, _ec.Sign(early))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_known_token_ends_when_it_expires()
    {
        var token = _ec.Sign(TestIssuer.Claims(_time, expiresIn: TimeSpan.FromMinutes(5)));
        (await _gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(55));
        (await _gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        _time.Advance(TimeSpan.FromSeconds(10));
        (await _gateway.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task A_token_that_is_too_early_becomes_good_in_time()
    {
        var claims = TestIssuer.Claims(_time);
        claims["nbf"] = (_time.GetUtcNow() + TimeSpan.FromMinutes(5)).ToUnixTimeSeconds();
        var token = _ec.Sign(claims);
        (await _gateway.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        _time.Advance(TimeSpan.FromMinutes(5));
        (await _gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Bad(TestClaims claims) => new(StringComparer.Ordinal)
    {
        ["expired"] = claims.Ec.Sign(claims.With("exp", claims.In(-62))),
        ["not yet valid"] = claims.Ec.Sign(claims.With("nbf", claims.In(62))),
        ["without an end"] = claims.Ec.Sign(claims.Without("exp")),
        ["another issuer"] = claims.Ec.Sign(claims.With("iss", "https://other.example/")),
        ["without an issuer"] = claims.Ec.Sign(claims.Without("iss")),
        ["an issuer that is no text"] = claims.Ec.Sign(claims.With("iss", 7)),
        ["issuers in a list"] = claims.Ec.Sign(claims.With("iss", new[] { TestIssuer.Name })),
        ["another audience"] = claims.Ec.Sign(claims.With("aud", "another-shop")),
        ["without an audience"] = claims.Ec.Sign(claims.Without("aud")),
        ["another key under the same id"] = TestKey.Ec("ec").Sign(claims.Good),
        ["another RSA key under the same id"] = TestKey.Rsa("rsa").Sign(claims.Good),
        ["an unknown key"] = TestKey.Ec("unknown").Sign(claims.Good),
        ["without a key id"] = claims.Ec.Sign(claims.Good, new { alg = "ES256", typ = "JWT" }),
        ["of the algorithm none"] = claims.Ec.Unsigned(claims.Good),
        ["of the algorithm None"] = claims.Ec.Unsigned(claims.Good, "None"),
        ["without a signature"] = claims.Ec.Unsigned(claims.Good, "ES256"),
        ["HS256 with the public EC key"] = claims.Ec.SignAsIfShared(claims.Good),
        ["HS256 with the public RSA key"] = claims.Rsa.SignAsIfShared(claims.Good),
        ["RS512"] = claims.Rsa.With("RS512").Sign(claims.Good),
        ["PS512"] = claims.Rsa.With("PS512").Sign(claims.Good),
        ["an EC signature called RS256"] = claims.Ec.Sign(claims.Good, new { alg = "RS256", kid = "rsa", typ = "JWT" }),
        ["claims changed after signing"] = Replace(claims.Ec.Sign(claims.Good), claims.Ec.Sign(claims.With("sub", "somebody else"))),
        ["of nobody"] = claims.Ec.Sign(claims.Without("sub")),
        ["of an empty name"] = claims.Ec.Sign(claims.With("sub", "")),
        ["of a name without end"] = claims.Ec.Sign(claims.With("sub", new string('x', 256))),
        ["too long"] = claims.Ec.Sign(claims.With("more", new string('x', 9000))),
        ["a word"] = "rubbish",
        ["three words"] = "a.b.c",
        ["dots"] = "....",
        ["claims that are no JSON"] = "eyJhbGciOiJFUzI1NiJ9.eA.AA",
        ["encrypted"] = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA",
        ["the development token"] = "dev-super-key-local-testing",
        ["the load test token"] = "load-test-bypass-token",
    };

    private static string Replace(string token, string other) => string.Join('.', token.Split('.')[0], other.Split('.')[1], token.Split('.')[2]);

    /// <summary>Claims of a good token, to be spoilt one at a time.</summary>
    private sealed class TestClaims(TimeProvider time)
    {
        public TestKey Rsa { get; init; } = TestKey.Rsa("rsa");

        public TestKey Ec { get; init; } = TestKey.Ec("ec");

        public Dictionary<string, object?> Good => TestIssuer.Claims(time);

        public Dictionary<string, object?> With(string name, object value) => new(Good, StringComparer.Ordinal) { [name] = value };

        public Dictionary<string, object?> Without(string name) => Good.Where(claim => claim.Key != name).ToDictionary();

        public long In(int seconds) => (time.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToUnixTimeSeconds();
    }
}
