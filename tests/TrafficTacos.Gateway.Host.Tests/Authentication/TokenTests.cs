using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Authentication;

/// <summary>Which tokens are good, and which are not, on endpoints of every kind.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    // Once for all: RSA keys take long to find.
    private static readonly TestKey Rsa = TestKey.Rsa("rsa");
    private static readonly TestKey AnotherRsa = TestKey.Rsa("rsa");
    private static readonly TestKey Pss = TestKey.Rsa("pss", "PS256");
    private static readonly TestKey Ec = TestKey.Ec("ec");

    private static readonly string[] More = ["more"];

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private TestIssuer _issuer = null!;
    private GatewayApp _gateway = null!;

    public async Task InitializeAsync()
    {
        _issuer = await TestIssuer.StartAsync(Rsa, Pss, Ec);
        _gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Authentication = _issuer.Settings, Time = _time });
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
        foreach (var key in (TestKey[])[Rsa, Pss, Ec])
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

        (await _gateway.PostAsync(Shop.Prefix + "/enter", new { waiting_token = token }, Ec.Sign(TestIssuer.Claims(_time)))).Should(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_refused_everywhere(string name)
    {
        var token = Bad(new TestClaims(_time))[name];
        foreach (var answer in (Answer[])
        [
            await _gateway.GetAsync(GatewayApp.Who, token),
            await _gateway.GetAsync(GatewayApp.Mine, token),
            await _gateway.PostAsync(Shop.Prefix + "/join", new { event_id = "open" }, token),
            await _gateway.PostAsync(Shop.Prefix + "/enter", new { waiting_token = "x" }, token),
        ])
        {
            answer.ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
        }
    }

    /// <summary>A log-in that ends in the middle of the wait must not cost the place.</summary>
    [Fact]
    public async Task Status_and_leave_go_by_the_waiting_token_alone()
    {
        var joined = (await _gateway.PostAsync(Shop.Prefix + "/join", new { event_id = "open" }, Ec.Sign(TestIssuer.Claims(_time)))).Should(HttpStatusCode.Accepted);
        var place = joined.String("waiting_token");
        foreach (var token in (string[])[Bad(new TestClaims(_time))["expired"], "rubbish"])
            (await _gateway.GetAsync($"{Shop.Prefix}/status?token={place}", token)).Should(HttpStatusCode.OK);
        (await _gateway.PostAsync($"{Shop.Prefix}/leave?token={place}", new { }, "rubbish")).Should(HttpStatusCode.OK);
        (await _gateway.Http.AskAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Shop.Prefix}/leave?token={place}").With("Authorization", "Bearer rubbish"))).Should(HttpStatusCode.OK);
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

    /// <summary>The algorithm of the token says which one is meant.</summary>
    [Fact]
    public async Task Two_keys_of_different_kinds_may_have_one_id_and_a_set_may_be_compressed()
    {
        var (rsa, ec) = (TestKey.Rsa("shared"), TestKey.Ec("shared"));
        foreach (var keys in (TestKey[][])[[rsa, ec], [ec, rsa]])
        {
            await using var issuer = await TestIssuer.StartAsync(keys);
            issuer.IsCompressed = true;
            await using var gateway = await GatewayApp.OpenAsync(new GatewayAppOptions { Authentication = issuer.Settings, Time = _time });
            foreach (var key in keys)
                (await gateway.GetAsync(GatewayApp.Mine, key.Sign(TestIssuer.Claims(_time)))).Should(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Two_Authorizations_are_none()
    {
        var token = Ec.Sign(TestIssuer.Claims(_time));
        var request = new RawRequest("GET", GatewayApp.Who).With("Authorization: Bearer " + token, "Authorization: Bearer " + token);
        (await request.SendAsync(_gateway.Http.BaseAddress!)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
    }

    [Fact]
    public async Task The_word_Bearer_is_read_without_case()
    {
        var token = Ec.Sign(TestIssuer.Claims(_time));
        (await _gateway.GetAsync(GatewayApp.Mine, headers: ("Authorization", "bearer " + token))).Should(HttpStatusCode.OK);
    }

    /// <summary>Identity providers write the groups of a user into it. The server's limit of headers is the only one.</summary>
    [Theory]
    [InlineData(9_000)]
    [InlineData(20_000)]
    public async Task A_genuine_token_may_be_as_long_as_the_headers(int length)
    {
        var claims = TestIssuer.Claims(_time);
        claims["groups"] = new string('x', length);
        (await _gateway.GetAsync(GatewayApp.Mine, Ec.Sign(claims))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clocks_may_disagree_by_a_minute_and_no_more()
    {
        var late = TestIssuer.Claims(_time, expiresIn: TimeSpan.FromSeconds(-58));
        (await _gateway.GetAsync(GatewayApp.Mine, Ec.Sign(late))).Should(HttpStatusCode.OK);
        var early = TestIssuer.Claims(_time);
        early["nbf"] = (_time.GetUtcNow() + TimeSpan.FromSeconds(58)).ToUnixTimeSeconds();
        (await _gateway.GetAsync(GatewayApp.Mine, Ec.Sign(early))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_known_token_ends_when_it_expires()
    {
        var token = Ec.Sign(TestIssuer.Claims(_time, expiresIn: TimeSpan.FromMinutes(5)));
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
        var token = Ec.Sign(claims);
        (await _gateway.GetAsync(GatewayApp.Mine, token)).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        _time.Advance(TimeSpan.FromMinutes(5));
        (await _gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
    }

    private static Dictionary<string, string> Bad(TestClaims claims) => new(StringComparer.Ordinal)
    {
        ["expired"] = Ec.Sign(claims.With("exp", claims.In(-62))),
        ["not yet valid"] = Ec.Sign(claims.With("nbf", claims.In(62))),
        ["without an end"] = Ec.Sign(claims.Without("exp")),
        ["another issuer"] = Ec.Sign(claims.With("iss", "https://other.example/")),
        ["without an issuer"] = Ec.Sign(claims.Without("iss")),
        ["an issuer that is no text"] = Ec.Sign(claims.With("iss", 7)),
        ["issuers in a list"] = Ec.Sign(claims.With("iss", new[] { TestIssuer.Name })),
        ["another audience"] = Ec.Sign(claims.With("aud", "another-shop")),
        ["without an audience"] = Ec.Sign(claims.Without("aud")),
        ["another key under the same id"] = TestKey.Ec("ec").Sign(claims.Good),
        ["another RSA key under the same id"] = AnotherRsa.Sign(claims.Good),
        ["an unknown key"] = TestKey.Ec("unknown").Sign(claims.Good),
        ["without a key id"] = Ec.Sign(claims.Good, new { alg = "ES256", typ = "JWT" }),
        ["with something critical in its header"] = Ec.Sign(claims.Good, new { alg = "ES256", kid = "ec", typ = "JWT", crit = More, more = 1 }),
        ["with an empty list of what is critical"] = Ec.Sign(claims.Good, new { alg = "ES256", kid = "ec", typ = "JWT", crit = Array.Empty<string>() }),
        ["of the algorithm none"] = Ec.Unsigned(claims.Good),
        ["of the algorithm None"] = Ec.Unsigned(claims.Good, "None"),
        ["without a signature"] = Ec.Unsigned(claims.Good, "ES256"),
        ["HS256 with the public EC key"] = Ec.SignAsIfShared(claims.Good),
        ["HS256 with the public RSA key"] = Rsa.SignAsIfShared(claims.Good),
        ["RS512"] = Rsa.With("RS512").Sign(claims.Good),
        ["PS512"] = Rsa.With("PS512").Sign(claims.Good),
        ["an EC signature called RS256"] = Ec.Sign(claims.Good, new { alg = "RS256", kid = "rsa", typ = "JWT" }),
        ["claims changed after signing"] = Replace(Ec.Sign(claims.Good), Ec.Sign(claims.With("sub", "somebody else"))),
        ["of nobody"] = Ec.Sign(claims.Without("sub")),
        ["of an empty name"] = Ec.Sign(claims.With("sub", "")),
        ["of a name without end"] = Ec.Sign(claims.With("sub", new string('x', 256))),
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
        public Dictionary<string, object?> Good => TestIssuer.Claims(time);

        public Dictionary<string, object?> With(string name, object value) => new(Good, StringComparer.Ordinal) { [name] = value };

        public Dictionary<string, object?> Without(string name) => Good.Where(claim => claim.Key != name).ToDictionary();

        public long In(int seconds) => (time.GetUtcNow() + TimeSpan.FromSeconds(seconds)).ToUnixTimeSeconds();
    }
}
