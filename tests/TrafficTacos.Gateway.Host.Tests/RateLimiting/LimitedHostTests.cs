using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>The rate limit of the gateway process, on the system clock. 40 requests decision far less than the 38 s in which all of them
/// would pass.</summary>
public sealed class LimitedHostTests
{
    private const int Many = 40;

    private static readonly (string Name, string Value)[] Low = [("RATE_LIMIT_RPS", "1"), ("RATE_LIMIT_BURST", "2")];

    [Fact]
    public async Task It_is_on_by_default_with_the_documented_numbers()
    {
        await using var host = await HostProcess.StartAsync();
        var answer = await host.Http.AskAsync(HttpMethod.Get, "/nothing");
        Assert.Equal(("100", "99", "1"), (answer.Header("X-RateLimit-Limit"), answer.Header("X-RateLimit-Remaining"), answer.Header("X-RateLimit-Reset")));
        Assert.Null((await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Header("X-RateLimit-Limit"));
    }

    [Fact]
    public async Task What_a_client_says_of_its_address_changes_nothing()
    {
        await using var host = await HostProcess.StartAsync([.. Low, ("TRUSTED_PROXIES", "192.0.2.1,10.0.0.0/8")]);
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(host, i => $"198.51.100.{i}"));
        // Not even if the client claims to be a trusted proxy.
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(host, i => $"198.51.100.{i}, 192.0.2.1"));
    }

    [Fact]
    public async Task Without_proxies_nobody_is_believed()
    {
        await using var host = await HostProcess.StartAsync(Low);
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(host, i => $"198.51.100.{i}"));
    }

    [Fact]
    public async Task What_a_configured_proxy_says_is_believed_through_a_chain_of_them_and_no_further()
    {
        await using var host = await HostProcess.StartAsync([.. Low, ("TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8")]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, await AskAsync(host, i => $"198.51.100.{i}"));
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, await AskAsync(host, i => $"198.51.101.{i}, 10.0.0.1, 10.1.2.3"));
        // The address that the proxies saw is limited, whatever the client wrote before it.
        Assert.Contains(HttpStatusCode.TooManyRequests, await AskAsync(host, i => $"198.51.102.{i}, 203.0.113.9, 10.0.0.1"));
    }

    /// <summary>Otherwise a client could guess tokens without a limit.</summary>
    [Theory]
    [InlineData("/api/v1/payment/pi_1/status", "Bearer rubbish")]
    [InlineData("/api/v1/reservations/rsv_1", null)]
    public async Task Who_is_refused_counts_too(string path, string? authorization)
    {
        await using var host = await HostProcess.StartAsync(Low);
        var answers = await AskAsync(host, path, _ => authorization is null ? [] : [("Authorization", authorization)]);

        Assert.Equal(HttpStatusCode.Unauthorized, answers[0]);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    /// <summary>A request that is refused for its content type counts against the limit of accounts too.</summary>
    [Theory]
    [InlineData("/api/v1/auth/login")]
    [InlineData("/api/v1/auth/register")]
    public async Task A_wrong_type_does_not_escape_the_limit_of_accounts(string path)
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"), ("RateLimit__AccountsPerMinute", "2"));
        var answers = new List<Answer>();
        for (var i = 0; i < Many; i++)
            answers.Add(await host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") }));
        answers[0].ShouldFail(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
        Assert.Equal("2", answers[0].Header("X-RateLimit-Limit"));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers.Select(answer => answer.Status));
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var host = await HostProcess.StartAsync([.. Low, ("RATE_LIMIT_ENABLED", "false")]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, await AskAsync(host, _ => "198.51.100.1"));
    }

    [Fact]
    public async Task Wrong_settings_are_all_named_and_end_the_start()
    {
        (string Name, string Value)[] wrong =
        [
            ("RATE_LIMIT_ENABLED", "perhaps"), ("RATE_LIMIT_RPS", "0"), ("RATE_LIMIT_BURST", "-1"), ("RateLimit__AccountsPerMinute", "1000001"),
            ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ];
        var (exitCode, _, errors) = await HostProcess.RunAsync([], wrong);
        Assert.Equal(1, exitCode);
        Assert.Equal(wrong.Length, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(wrong, mistake => Assert.Contains($"'{mistake.Value}'", errors, StringComparison.Ordinal));
        Assert.All(wrong, mistake => Assert.Contains(mistake.Name.Replace("__", ":", StringComparison.Ordinal), errors, StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<HttpStatusCode>> AskAsync(HostProcess host, Func<int, string> forwardedFor) =>
        AskAsync(host, "/nothing", i => [("X-Forwarded-For", forwardedFor(i))]);

    private static async Task<IReadOnlyList<HttpStatusCode>> AskAsync(HostProcess host, string path, Func<int, (string Name, string Value)[]> headers)
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < Many; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            foreach (var (name, value) in headers(i))
                request.With(name, value);
            answers.Add((await host.Http.AskAsync(request)).Status);
        }

        return answers;
    }
}
