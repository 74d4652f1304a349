using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>The published gateway with the environment of a deployment of the gateway that this one replaces, names and values as they
/// are: only the image has changed.</summary>
[Collection(DynamoCollection.Name)]
public sealed class ExistingEnvironmentTests(DynamoServer dynamo, PublishedGateway gateway) : IClassFixture<PublishedGateway>, IAsyncLifetime
{
    private const string Secret = "3f1c9a7be2d84f60a5c7e9b1d3f5a7c9e1b3d5f7a9cbedf0";
    private const string GoHash = "$2a$10$olv6lpIdV1YhxV.By8B39evrHu8S9N90nOOUSQ15OL.TiPO9hgiZa";

    private RedisServer _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisServer.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task The_host_starts_with_it_and_nobody_notices()
    {
        var name = "tacofan" + Fresh.Key()[^8..].ToLowerInvariant();
        await dynamo.PutAsync(name, GoHash);
        await using var host = await HostProcess.StartAsync(gateway.Assembly, Existing());
        // Backends that are away do not take the queue away.
        (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);

        var account = (await PostAsync(host, "/auth/login", new { username = name, password = "correct horse" })).Should(HttpStatusCode.OK);
        Assert.Equal(("HS256", "traffic-tacos-gateway"), (new JsonWebToken(account.String("token")).Alg, new JsonWebToken(account.String("token")).Issuer));
        (await PostAsync(host, "/auth/login", new { username = name, password = "correct horsf" })).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS");
        var fresh = new { username = name[..^1] + "X", password = "correct horse", email = "b@example.org", display_name = "B" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(host, "/auth/register", fresh)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);

        var old = OldToken();
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await GetAsync(host, "/reservations/none", old)).Status);
        (await GetAsync(host, "/reservations/none", old[..^4] + "AAAA")).ShouldFail(HttpStatusCode.Unauthorized, "INVALID_TOKEN");
        (await PostAsync(host, "/queue/join", new { event_id = "evt_1", user_id = "u1" })).Should(HttpStatusCode.Accepted);

        await host.StopAsync();
        var told = Assert.Single(host.Output.Split('\n'), line => line.Contains("REDIS_POOL_SIZE", StringComparison.Ordinal));
        foreach (var meaningless in (string[])["GRPC_PORT", "REDIS_ROUTE_BY_LATENCY", "REDIS_READ_ONLY", "HTTP_CLIENT_TIMEOUT"])
            Assert.Contains(meaningless, told, StringComparison.Ordinal);
        Assert.DoesNotContain("HTTP_PORTS", told, StringComparison.Ordinal);
        Assert.Contains("ACCOUNTS_SIGNING_KEY", Assert.Single(host.Output.Split('\n'), line => line.Contains("(JWT_SECRET)", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, host.Output + host.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REDIS_PASSWORD_FROM_SECRETS", "true", "REDIS_PASSWORD_FILE")]
    [InlineData("REDIS_TLS_INSECURE_SKIP_VERIFY", "true", "SSL_CERT_FILE")]
    [InlineData("JWT_SECRET", "change-me-in-production", "32 bytes")]
    [InlineData("JWT_SECRET", "change-me-in-production-change-me-in-production", "no example")]
    [InlineData("JWT_SECRET", "your-256-bit-secret-your-256-bit-secret", "no example")]
    [InlineData("JWT_SECRET", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "no example")]
    [InlineData("JWT_SECRET", "short", "32 bytes")]
    [InlineData("REDIS_ADDRESS", "", "STORE=memory")]
    [InlineData("STORE", "memory", "REDIS_ADDRESS")]
    [InlineData("STORE", "disk", "memory")]
    public async Task What_would_be_missed_stops_the_start(string name, string value, string instead)
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync(gateway.Assembly, [], Existing((name, value)));
        Assert.Equal(1, exitCode);
        var error = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name, error, StringComparison.Ordinal);
        Assert.Contains(instead, error, StringComparison.Ordinal);
        if (name == "JWT_SECRET")
            Assert.DoesNotContain(value, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_switched_off_is_no_mistake()
    {
        await using var host = await HostProcess.StartAsync(gateway.Assembly, Existing(("REDIS_PASSWORD_FROM_SECRETS", "false"), ("REDIS_TLS_INSECURE_SKIP_VERIFY", "false")));
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
    }

    private (string Name, string Value)[] Existing(params (string Name, string Value)[] more) =>
    [
        ("JWT_JWKS_ENDPOINT", ""), ("JWT_ISSUER", ""), ("JWT_AUDIENCE", ""),
        ("GRPC_PORT", "8333"), ("REDIS_ADDRESS", _redis.Address), ("REDIS_TLS_ENABLED", "false"), ("REDIS_CLUSTER_MODE", "false"),
        ("REDIS_ROUTE_BY_LATENCY", "true"), ("REDIS_ROUTE_RANDOMLY", "false"), ("REDIS_READ_ONLY", "true"), ("REDIS_POOL_SIZE", "150"), ("REDIS_POOL_TIMEOUT", "20s"),
        ("REDIS_MIN_IDLE_CONNS", "30"), ("REDIS_MAX_CONN_AGE", "30m"), ("REDIS_DIAL_TIMEOUT", "20s"), ("REDIS_READ_TIMEOUT", "10s"), ("REDIS_WRITE_TIMEOUT", "10s"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", "127.0.0.1:1"), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", "127.0.0.1:1"),
        ("AWS_STS_REGIONAL_ENDPOINTS", "regional"), ("AWS_DEFAULT_REGION", DynamoServer.Region), ("AWS_REGION", DynamoServer.Region),
        ("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local"), ("HTTP_MAX_IDLE_CONNS", "100"), ("HTTP_MAX_IDLE_CONNS_PER_HOST", "50"),
        ("HTTP_CLIENT_TIMEOUT", "5s"), ("HTTP_PORTS", "8080"), ("RATE_LIMIT_RPS", "10000"), ("RATE_LIMIT_BURST", "15000"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:8336"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_EXPORTER_OTLP_INSECURE", "true"),
        ("OBSERVABILITY_OTLP_ENDPOINT", "127.0.0.1:1"), ("OBSERVABILITY_TRACING_ENABLED", "true"), ("OBSERVABILITY_SAMPLE_RATE", "0.1"),
        ("OBSERVABILITY_METRICS_PATH", "/metrics"), ("CORS_ALLOW_ORIGINS", "https://www.example.org,https://example.org"),
        ("DYNAMODB_USERS_TABLE_NAME", DynamoServer.Table), ("DYNAMODB_REGION", DynamoServer.Region), ("DYNAMODB_ENDPOINT", dynamo.Address.AbsoluteUri),
        ("JWT_SECRET", Secret), .. more,
    ];

    private static string OldToken()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = JsonSerializer.Serialize(new
        {
            sub = "5d0c6f0e",
            user_id = "5d0c6f0e",
            username = "tacofan1",
            role = "user",
            exp = now + 3600,
            iat = now - 60,
            iss = "traffic-tacos-gateway",
            aud = "traffic-tacos-api",
        });
        var text = Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT"}""") + "." + Base64UrlEncoder.Encode(claims);
        return text + "." + Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(text)));
    }

    private static Task<Answer> PostAsync(HostProcess host, string path, object body) =>
        host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + path) { Content = JsonContent.Create(body) });

    private static Task<Answer> GetAsync(HostProcess host, string path, string token) =>
        host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, SaleShop.Api + path).With("Authorization", "Bearer " + token));
}
