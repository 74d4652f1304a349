using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>Which pages may call from a browser.</summary>
public sealed class CorsTests
{
    private const string Local = "http://localhost:3000";
    private const string Shop1 = "https://shop.example";
    private const string Shop2 = "https://m.shop.example:8443";

    [Fact]
    public async Task A_configured_origin_may_send_the_methods_and_headers_of_the_contract()
    {
        await using var host = await HostProcess.StartAsync(("CORS_ALLOW_ORIGINS", $"{Shop1}, {Shop2}"));
        foreach (var origin in (string[])[Shop1, Shop2])
        {
            foreach (var method in (string[])["GET", "POST", "DELETE"])
            {
                var preflight = await PreflightAsync(host, origin, method);
                Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
                Assert.Equal(origin, preflight.Header("Access-Control-Allow-Origin"));
                Assert.Equal(["DELETE", "GET", "POST"], Words(preflight.Header("Access-Control-Allow-Methods")));
                Assert.Equal(
                    [
                        "authorization", "content-type", "idempotency-key", "traceparent", "tracestate", "x-dev-mode", "x-load-test", "x-request-id",
                        "x-requested-with", "x-reservation-token", "x-trace-id", "x-waiting-room-session", "x-waiting-token",
                    ],
                    Words(preflight.Header("Access-Control-Allow-Headers")));
                // A browser drops an answer to a request with credentials that does not say so.
                Assert.Equal("true", preflight.Header("Access-Control-Allow-Credentials"));
                // Two hours: a poll every few seconds is not asked for each time.
                Assert.Equal("7200", preflight.Header("Access-Control-Max-Age"));
            }
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://shop.example")]
    [InlineData("https://shop.example.evil.example")]
    [InlineData("https://shop.example:444")]
    [InlineData("null")]
    [InlineData(Local)]
    public async Task Any_other_origin_gets_nothing(string origin)
    {
        await using var host = await HostProcess.StartAsync(("CORS_ALLOW_ORIGINS", Shop1));
        Assert.Empty(CorsHeaders(await PreflightAsync(host, origin, "POST")));
        Assert.Empty(CorsHeaders(await AskAsync(host, "/healthz", origin)));
    }

    [Fact]
    public async Task Without_origins_nobody_may()
    {
        await using var host = await HostProcess.StartAsync();
        Assert.Empty(CorsHeaders(await PreflightAsync(host, Shop1, "GET")));
        Assert.Empty(CorsHeaders(await PreflightAsync(host, Local, "GET")));
    }

    [Fact]
    public async Task In_Development_the_local_page_may_beside_the_configured_ones()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"), ("CORS_ALLOW_ORIGINS", Shop1));
        foreach (var origin in (string[])[Local, "http://127.0.0.1:3000", Shop1])
            Assert.Equal(origin, (await PreflightAsync(host, origin, "POST")).Header("Access-Control-Allow-Origin"));
        Assert.Empty(CorsHeaders(await PreflightAsync(host, "http://localhost:3001", "POST")));
    }

    [Fact]
    public async Task A_page_can_read_answers_errors_and_when_to_try_again()
    {
        await using var host = await HostProcess.StartAsync(("CORS_ALLOW_ORIGINS", Shop1), ("REDIS_ADDRESS", "127.0.0.1:1"));
        string[] paths = ["/healthz", "/nothing", "/api/v1/queue/join", "/api/v1/queue/status", "/api/v1/queue/status?token=x"];
        foreach (var path in paths)
        {
            var answer = await AskAsync(host, path, Shop1);
            Assert.Equal((path, Shop1), (path, answer.Header("Access-Control-Allow-Origin")));
            Assert.Equal("true", answer.Header("Access-Control-Allow-Credentials"));
            var exposed = Words(answer.Header("Access-Control-Expose-Headers"));
            foreach (var header in (string[])["retry-after", "location", "idempotency-replayed", "x-idempotency-cached", "x-request-id"])
                Assert.Contains(header, exposed);
        }
    }

    private static Task<Answer> PreflightAsync(HostProcess host, string origin, string method) =>
        host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Options, Shop.Prefix + "/join")
            .With("Origin", origin)
            .With("Access-Control-Request-Method", method)
            .With("Access-Control-Request-Headers", "content-type,idempotency-key,x-waiting-token"));

    private static Task<Answer> AskAsync(HostProcess host, string path, string origin) =>
        host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, path).With("Origin", origin));

    private static IEnumerable<string> CorsHeaders(Answer answer) =>
        answer.Headers.Select(header => header.Key).Where(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));

    private static string[] Words(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)];
}
