using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Accounts;

/// <summary>Register and log in, on either store.</summary>
public abstract class AccountTests(string? redis, DynamoServer? dynamo = null) : IAsyncLifetime
{
    private GatewayApp _gateway = null!;

    public async Task InitializeAsync() =>
        _gateway = await OpenAsync(dynamo is null ? new GatewayAppOptions() : new GatewayAppOptions { Accounts = TestSettings.Accounts(dynamo.Settings) });

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    public static TheoryData<string, string> BadAccounts { get; } = new()
    {
        { "username", """{"password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"ab","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"abcdefghijklmnopqrstu","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"mina-1","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"min a","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"민아민아","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "username", """{"username":"mina\u0000","password":"secret","email":"a@b.c","display_name":"A"}""" },
        { "password", """{"username":"mina","email":"a@b.c","display_name":"A"}""" },
        { "password", """{"username":"mina","password":"short","email":"a@b.c","display_name":"A"}""" },
        { "password", $$"""{"username":"mina","password":"{{new string('x', 129)}}","email":"a@b.c","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"nobody","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"@example.com","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"a@b@c","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"a@b.","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"a b@c.d","display_name":"A"}""" },
        { "email", """{"username":"mina","password":"secret","email":"a@b.c\r\nBcc: x@y.z","display_name":"A"}""" },
        { "email", $$"""{"username":"mina","password":"secret","email":"{{new string('x', 251)}}@b.c","display_name":"A"}""" },
        { "display_name", """{"username":"mina","password":"secret","email":"a@b.c"}""" },
        { "display_name", """{"username":"mina","password":"secret","email":"a@b.c","display_name":"  "}""" },
        { "display_name", """{"username":"mina","password":"secret","email":"a@b.c","display_name":"A\u0007"}""" },
        { "display_name", $$"""{"username":"mina","password":"secret","email":"a@b.c","display_name":"{{new string('x', 101)}}"}""" },
        { "JSON", """{"username":"mina","password":123456,"email":"a@b.c","display_name":"A"}""" },
        { "JSON", """{"username":"mina","password":"\ud800secret","email":"a@b.c","display_name":"A"}""" },
        { "JSON", """{"username":""" },
        { "JSON", "null" },
        { "JSON", "[]" },
        { "JSON", "" },
    };

    [Fact]
    public async Task Whoever_registers_is_somebody_at_once()
    {
        var name = AccountCalls.FreshName();
        var account = (await _gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        Assert.Equal(["token", "user_id", "username", "display_name", "role", "expires_in"], account.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal((name, "Mina", "user", 86400), (account.String("username"), account.String("display_name"), account.String("role"), account.Number("expires_in")));
        Assert.Equal("no-store", account.Header("Cache-Control"));
        Assert.Equal(account.String("user_id"), (await _gateway.GetAsync(GatewayApp.Mine, account.String("token"))).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task Logging_in_is_the_same_user_with_another_token()
    {
        var name = AccountCalls.FreshName();
        var registered = (await _gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        var account = (await _gateway.LogInAsync(name.ToUpperInvariant())).Should(HttpStatusCode.OK);
        Assert.Equal(registered.String("user_id"), account.String("user_id"));
        Assert.Equal(name, account.String("username"));
        Assert.NotEqual(registered.String("token"), account.String("token"));
        Assert.Equal(account.String("user_id"), (await _gateway.GetAsync(GatewayApp.Mine, account.String("token"))).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_taken_name_is_taken_in_any_case()
    {
        var name = AccountCalls.FreshName();
        (await _gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        (await _gateway.RegisterAsync(name)).ShouldFail(HttpStatusCode.Conflict, "USERNAME_EXISTS");
        (await _gateway.RegisterAsync(name.ToUpperInvariant(), "another")).ShouldFail(HttpStatusCode.Conflict, "USERNAME_EXISTS");
        (await _gateway.LogInAsync(name, "another")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
    }

    [Fact]
    public async Task Sixteen_who_want_one_name_at_once_are_one_account()
    {
        var name = AccountCalls.FreshName();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => _gateway.RegisterAsync(name, $"password-{i}")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        foreach (var answer in answers.Where(answer => answer.Status != HttpStatusCode.Created))
            answer.ShouldFail(HttpStatusCode.Conflict, "USERNAME_EXISTS");
        var winner = Array.FindIndex(answers, answer => answer.Status == HttpStatusCode.Created);
        (await _gateway.LogInAsync(name, $"password-{winner}")).Should(HttpStatusCode.OK);
    }

    [Theory]
    [MemberData(nameof(BadAccounts))]
    public async Task A_bad_account_is_told_what_to_do(string word, string body)
    {
        var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        var answer = await _gateway.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, AccountCalls.Register) { Content = content });
        answer.ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
        Assert.Contains(word, answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=nonsense", HttpStatusCode.BadRequest, "INVALID_REQUEST")]
    [InlineData("application/json; charset=\"\"", HttpStatusCode.BadRequest, "INVALID_REQUEST")]
    [InlineData("application/json; charset=\"utf-8\"", HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS")]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE")]
    public async Task A_body_of_another_kind_is_told_so(string type, HttpStatusCode status, string code)
    {
        foreach (var path in (string[])[AccountCalls.Login, AccountCalls.Register])
        {
            var request = new RawRequest("POST", path).WithBody("""{"username":"nobody","password":"secret"}"""u8.ToArray()).With("Content-Type: " + type);
            var answer = await request.SendAsync(_gateway.Http.BaseAddress!);
            if (status == HttpStatusCode.Unauthorized && path == AccountCalls.Register)
                answer.ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST"); // it was read: there is no email in it
            else
                answer.ShouldFail(status, code);
        }
    }

    [Fact]
    public async Task A_login_that_is_none_is_told_so()
    {
        foreach (var body in (object[])[new { username = "mina" }, new { password = "secret" }, new { }])
            (await _gateway.PostAsync(AccountCalls.Login, body)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
        var text = new HttpRequestMessage(HttpMethod.Post, AccountCalls.Login) { Content = new StringContent("{}") };
        (await _gateway.Http.AskAsync(text)).ShouldFail(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
        (await _gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.Login)).ShouldFail(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task A_wrong_password_and_a_name_that_is_none_are_the_same_answer_in_the_same_time()
    {
        var name = AccountCalls.FreshName();
        (await _gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        List<TimeSpan> wrong = [], unknown = [];
        foreach (var (user, times) in Enumerable.Repeat<(string, List<TimeSpan>)[]>([(name, wrong), (AccountCalls.FreshName(), unknown), ("?", unknown)], 5).SelectMany(pair => pair))
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await _gateway.LogInAsync(user, "another");
            times.Add(Stopwatch.GetElapsedTime(start));
            answer.ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
            Assert.Equal("Bearer", answer.Header("WWW-Authenticate"));
        }

        // The hash is nearly all of it; without one an answer takes a hundredth.
        Assert.True(unknown.Min() > wrong.Min() / 2, $"{unknown.Min()} for nobody, {wrong.Min()} for a wrong password.");
    }

    [Fact]
    public async Task The_token_says_who_for_whom_and_until_when_and_others_can_check_it()
    {
        var account = (await _gateway.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created);
        var keys = (await _gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.OK);
        var set = new JsonWebKeySet(keys.Text);
        var key = Assert.Single(set.Keys);
        Assert.Equal(("EC", "P-256", "sig", "ES256", false), (key.Kty, key.Crv, key.Use, key.Alg, key.HasPrivateKey));
        Assert.Equal(Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()), key.Kid);

        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(account.String("token"), new TokenValidationParameters
        {
            IssuerSigningKeys = set.GetSigningKeys(),
            ValidIssuer = "traffictacos-gateway",
            ValidAudience = "traffictacos",
            ValidAlgorithms = ["ES256"],
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        var token = (JsonWebToken)result.SecurityToken;
        Assert.Equal(account.String("user_id"), token.Subject);
        Assert.Equal((account.String("username"), "user"), (token.GetPayloadValue<string>("username"), token.GetPayloadValue<string>("role")));
        Assert.Equal(TimeSpan.FromHours(24), token.ValidTo - token.IssuedAt);
        Assert.NotEqual("", token.Id);
    }

    [Fact]
    public async Task Who_logs_in_may_still_send_the_token_that_is_over()
    {
        var name = AccountCalls.FreshName();
        (await _gateway.RegisterAsync(name)).Should(HttpStatusCode.Created);
        (await _gateway.PostAsync(AccountCalls.Login, new { username = name, password = AccountCalls.Password }, "an.old.token")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_log_line_holds_a_password_or_a_token()
    {
        const string password = "a-password-nobody-may-see";
        using var log = new LogCollector();
        await using var gateway = await OpenAsync(new GatewayAppOptions { Log = log });
        var name = AccountCalls.FreshName();
        var token = (await gateway.RegisterAsync(name, password)).Should(HttpStatusCode.Created).String("token");
        await gateway.RegisterAsync(name, password);
        await gateway.LogInAsync(name, password);
        await gateway.LogInAsync(AccountCalls.FreshName(), password);
        await gateway.GetAsync(GatewayApp.Mine, token);
        await gateway.GetAsync(GatewayApp.Mine, token + "x");
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(password, StringComparison.Ordinal) || line.Contains(token[..40], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_configured_key_is_the_one()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var gateway = await OpenAsync(new GatewayAppOptions { Accounts = TestSettings.Accounts(key.ExportPkcs8PrivateKeyPem()) });
        var published = Assert.Single(new JsonWebKeySet((await gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Text).Keys);
        Assert.Equal(Base64UrlEncoder.Encode(key.ExportParameters(false).Q.X), published.X);
        var token = (await gateway.RegisterAsync(AccountCalls.FreshName())).Should(HttpStatusCode.Created).String("token");
        (await gateway.GetAsync(GatewayApp.Mine, token)).Should(HttpStatusCode.OK);
        // Gateways of one Redis announce their keys to each other; otherwise another gateway's key is another's.
        var elsewhere = await _gateway.GetAsync(GatewayApp.Mine, token);
        if (redis is null)
            elsewhere.ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        else
            elsewhere.Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_there_are_no_accounts_there_is_nothing()
    {
        await using var gateway = await OpenAsync(new GatewayAppOptions { Accounts = TestSettings.Accounts(enabled: false) });
        (await gateway.RegisterAsync(AccountCalls.FreshName())).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        (await gateway.LogInAsync(AccountCalls.FreshName())).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Equal("""{"keys":[]}""", (await gateway.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.OK).Text);
    }

    internal Task<GatewayApp> OpenAsync(GatewayAppOptions plan) => GatewayApp.OpenAsync(plan with { Redis = redis });
}

public sealed class InMemoryAccountTests() : AccountTests(null);

[Collection(DynamoCollection.Name)]
public sealed class DynamoAccountTests(DynamoServer dynamo) : AccountTests(null, dynamo);

[Collection(SharedRedisCollection.Name)]
public sealed class RedisAccountTests(RedisFixture redis) : AccountTests(redis.Address);
