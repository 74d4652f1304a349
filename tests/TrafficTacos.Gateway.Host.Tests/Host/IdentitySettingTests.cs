using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Tests.Accounts;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>JWT_*, ACCOUNTS_* and RESERVATIONS_REQUIRE_ADMISSION, as an operator sets them in Production.</summary>
public sealed class IdentitySettingTests
{
    [Theory]
    [InlineData(HttpStatusCode.Accepted)]
    [InlineData(HttpStatusCode.Accepted, "JWT_CACHE_TTL", "5m")]
    [InlineData(HttpStatusCode.Unauthorized, "JWT_ISSUER", "https://another.example/")]
    [InlineData(HttpStatusCode.Unauthorized, "JWT_AUDIENCE", "another-shop")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "JWT_JWKS_ENDPOINT", "http://127.0.0.1:1/keys")]
    public async Task The_issuer_is_the_one_that_is_set(HttpStatusCode expected, params string[] other)
    {
        var key = TestKey.Ec("k");
        await using var issuer = await TestIssuer.StartAsync(key);
        await using var host = await HostProcess.StartAsync(
        [
            ("JWT_JWKS_ENDPOINT", issuer.Settings.JwksEndpoint!.AbsoluteUri), ("JWT_ISSUER", TestIssuer.Name), ("JWT_AUDIENCE", TestIssuer.Audience),
            .. other.Chunk(2).Select(pair => (pair[0], pair[1])),
        ]);
        var join = Post("/api/v1/queue/join", new { event_id = Fresh.Event() }).With("Authorization", "Bearer " + key.Sign(TestIssuer.Claims(TimeProvider.System)));
        (await host.Http.AskAsync(join)).Should(expected);
    }

    [Theory]
    [InlineData("ACCOUNTS_SIGNING_KEY")]
    [InlineData("ACCOUNTS_SIGNING_KEY_FILE")]
    public async Task With_a_signing_key_there_are_accounts(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        try
        {
            await using var host = await HostProcess.StartAsync((name, name.EndsWith("_FILE", StringComparison.Ordinal) ? file : key.ExportPkcs8PrivateKeyPem()));
            var account = new { username = AccountCalls.FreshName(), password = AccountCalls.Password, email = "mina@example.com", display_name = "Mina" };
            var token = (await host.Http.AskAsync(Post(AccountCalls.Register, account))).Should(HttpStatusCode.Created).String("token");
            (await host.Http.AskAsync(Post("/api/v1/queue/join", new { event_id = Fresh.Event() }).With("Authorization", "Bearer " + token))).Should(HttpStatusCode.Accepted);
            var published = Assert.Single(new JsonWebKeySet((await host.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Text).Keys);
            Assert.Equal(Base64UrlEncoder.Encode(key.ExportParameters(false).Q.X), published.X);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("ACCOUNTS_ACCEPTED_KEYS")]
    [InlineData("ACCOUNTS_ACCEPTED_KEYS_FILE")]
    public async Task Accepted_keys_are_published_beside_the_one_that_signs(string name)
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var before = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // As openssl writes a private key unless told otherwise, and one after the other as cat does.
        var accepted = $"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{before.ExportECPrivateKeyPem()}\n{next.ExportSubjectPublicKeyInfoPem()}\n";
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, accepted);
        try
        {
            await using var host = await HostProcess.StartAsync(
                ("ACCOUNTS_SIGNING_KEY", signing.ExportPkcs8PrivateKeyPem()), (name, name.EndsWith("_FILE", StringComparison.Ordinal) ? file : accepted));
            var published = new JsonWebKeySet((await host.Http.AskAsync(HttpMethod.Get, AccountCalls.KeySet)).Should(HttpStatusCode.OK).Text).Keys;
            Assert.Equal(
                ((ECDsa[])[signing, before, next]).Select(key => Base64UrlEncoder.Encode(key.ExportParameters(false).Q.X)), published.Select(key => key.X));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("nothing of the kind")]
    [InlineData("{0}\n-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE")]
    [InlineData("{0}\n{1}")]
    [InlineData("{0}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task Accepted_keys_that_are_none_are_refused_at_the_start_unseen(string text)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var accepted = text.Replace("{0}", pem, StringComparison.Ordinal).Replace("{1}", another.ExportSubjectPublicKeyInfoPem(), StringComparison.Ordinal);
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("ACCOUNTS_SIGNING_KEY", pem), ("ACCOUNTS_ACCEPTED_KEYS", accepted));
        Assert.Equal(1, exitCode);
        Assert.Contains("(ACCOUNTS_ACCEPTED_KEYS) is invalid", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain(pem.Split('\n')[1], errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepted_keys_alone_are_a_mistake()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("ACCOUNTS_ACCEPTED_KEYS", key.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal(1, exitCode);
        Assert.Contains("(ACCOUNTS_SIGNING_KEY) is missing", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secp256k1")]
    [InlineData("nistP384")]
    public async Task A_signing_key_of_another_curve_is_refused_at_the_start(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("ACCOUNTS_SIGNING_KEY", key.ExportPkcs8PrivateKeyPem()));
        Assert.Equal(1, exitCode);
        Assert.Contains("P-256", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_public_key_signs_nothing_and_is_refused_at_the_start()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("ACCOUNTS_SIGNING_KEY", key.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal(1, exitCode);
        Assert.Contains("P-256", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", HttpStatusCode.Forbidden)]
    [InlineData("false", HttpStatusCode.Accepted)]
    public async Task Whether_a_reservation_needs_a_pass(string required, HttpStatusCode expected)
    {
        // Without addresses the samples are behind it.
        await using var host = await HostProcess.StartAsync(
            ("SERVER_ENVIRONMENT", "Development"), ("RESERVATIONS_REQUIRE_ADMISSION", required),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", ""), ("BACKEND_RESERVATION_API_TIMEOUT", "20s"));
        var reserve = Post("/api/v1/reservations", new { event_id = Fresh.Event(), quantity = 1 })
            .With("Authorization", "Bearer dev-super-key-local-testing").With("Idempotency-Key", Fresh.Key());
        var answer = (await host.Http.AskAsync(reserve)).Should(expected);
        if (expected is HttpStatusCode.Forbidden)
            answer.ShouldFail(expected, "ADMISSION_REQUIRED");
    }

    private static HttpRequestMessage Post(string path, object body) => new(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
}
