using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>The paths for orchestrators, and the queue's prefix, of the host as it runs.</summary>
public sealed class SystemPathTests
{
    /// <summary>Where people can enter without an issuer.</summary>
    private static readonly (string Name, string Value) Development = ("SERVER_ENVIRONMENT", "Development");

    [Fact]
    public async Task Without_any_setting_it_is_healthy_ready_and_takes_visitors()
    {
        await using var host = await HostProcess.StartAsync(Development);
        var before = TimeProvider.System.GetUtcNow();
        var health = (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        Assert.Equal(["status", "timestamp"], health.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("healthy", health.String("status"));
        Assert.InRange(health.Json.GetProperty("timestamp").GetDateTimeOffset(), before, TimeProvider.System.GetUtcNow());

        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);
        Assert.Equal("ready", ready.String("status"));
        Assert.Equal("not_used", ready.Json.GetProperty("dependencies").GetProperty("redis").GetString());
        Assert.Equal("available", ready.Json.GetProperty("dependencies").GetProperty("backend_services").GetString());
        Assert.False(ready.Json.TryGetProperty("failing", out _));

        var version = (await host.Http.AskAsync(HttpMethod.Get, "/version")).Should(HttpStatusCode.OK);
        Assert.Equal(["service", "version", "commit", "runtime"], version.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("traffictacos-gateway", version.String("service"));
        Assert.Matches(@"^\d+\.\d+\.\d+", version.String("version"));
        Assert.StartsWith("10.", version.String("runtime"), StringComparison.Ordinal);

        await host.Queue.PassAsync(Fresh.Event(), Fresh.User());
        (await host.Http.AskAsync(HttpMethod.Get, "/nothing")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        Assert.Null(health.Header("Server"));
        Assert.Equal("", host.Errors);
    }

    [Fact]
    public async Task Without_its_Redis_it_is_healthy_but_not_ready_and_says_which()
    {
        await using var redis = await RedisServer.StartAsync();
        redis.Kill();
        await using var host = await HostProcess.StartAsync(("REDIS_ADDRESS", redis.Address), Development);
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not_ready", ready.String("status"));
        Assert.Equal("disconnected", ready.Json.GetProperty("dependencies").GetProperty("redis").GetString());
        Assert.Equal("available", ready.Json.GetProperty("dependencies").GetProperty("backend_services").GetString());
        Assert.Equal(["redis"], ready.Json.GetProperty("failing").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("unreachable", ready.Json.GetProperty("findings")[0].GetProperty("code").GetString());
        (await host.Queue.JoinAsync(Fresh.Event())).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");

        await redis.RestartAsync();
        await Eventually.IsTrueAsync(async () => (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Status == HttpStatusCode.OK);
        var connected = await host.Http.AskAsync(HttpMethod.Get, "/readyz");
        Assert.Equal("connected", connected.Json.GetProperty("dependencies").GetProperty("redis").GetString());
        await host.Queue.PassAsync(Fresh.Event(), Fresh.User());
    }

    [Fact]
    public async Task What_is_wrong_with_Redis_is_named_with_what_to_do_in_readiness_log_and_metric()
    {
        await using var redis = await RedisServer.StartAsync("--appendonly", "yes", "--maxmemory", "1gb", "--maxmemory-policy", "allkeys-lru");
        await using var host = await HostProcess.StartAsync(("REDIS_ADDRESS", redis.Address), Development);
        await Eventually.IsTrueAsync(async () => (await FindingsAsync(HttpStatusCode.OK)).SequenceEqual(["eviction_policy warning"]));
        Assert.Contains("eviction_policy: 127.0.0.1:", host.Output, StringComparison.Ordinal);
        Assert.Contains("Set maxmemory-policy noeviction.", host.Output, StringComparison.Ordinal);
        var metrics = (await host.Http.AskAsync(HttpMethod.Get, "/metrics")).Should(HttpStatusCode.OK).Text;
        Assert.Matches("(?m)^queue_store_findings\\{.*finding=\"eviction_policy\",severity=\"warning\".*\\} 1\\b", metrics);

        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "1mb", "maxmemory-policy", "noeviction");
        Assert.Equal(["memory_nearly_full warning", "out_of_memory critical"], await FindingsAsync(HttpStatusCode.ServiceUnavailable));
        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "1gb");
        await Eventually.IsTrueAsync(async () => (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Status == HttpStatusCode.OK);
        Assert.Empty(await FindingsAsync(HttpStatusCode.OK));

        async Task<string[]> FindingsAsync(HttpStatusCode expected)
        {
            var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(expected);
            return !ready.Json.TryGetProperty("findings", out var findings)
                ? []
                : [.. findings.EnumerateArray().Select(finding => $"{finding.GetProperty("code")} {finding.GetProperty("severity")}").Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>As probes ask that want no body.</summary>
    [Fact]
    public async Task A_probe_may_ask_with_HEAD()
    {
        await using var host = await HostProcess.StartAsync();
        foreach (var path in (string[])["/healthz", "/readyz", "/version"])
        {
            var whole = (await host.Http.AskAsync(HttpMethod.Get, path)).Should(HttpStatusCode.OK);
            var head = (await host.Http.AskAsync(HttpMethod.Head, path)).Should(HttpStatusCode.OK);
            Assert.Equal((whole.Header("Content-Type"), ""), (head.Header("Content-Type"), head.Text));
            var refused = await host.Http.AskAsync(HttpMethod.Post, path);
            refused.ShouldFail(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");
            Assert.Equal(["GET", "HEAD"], refused.ContentHeaders.Allow.Order(StringComparer.Ordinal));
        }

        await using var alone = await HostProcess.StartAsync(("REDIS_ADDRESS", "127.0.0.1:1"));
        (await alone.Http.AskAsync(HttpMethod.Head, "/readyz")).Should(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_and_a_wrong_type_are_refused_in_the_documented_shape()
    {
        await using var host = await HostProcess.StartAsync();
        var large = new RawRequest("POST", Shop.Prefix + "/join").WithJson("{}") with { Length = 10 * 1024 * 1024 };
        (await large.SendAsync(host.Address)).ShouldFail(HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE");
        var text = new RawRequest("POST", Shop.Prefix + "/join").WithBody("{}"u8.ToArray()).With("Content-Type: text/plain");
        (await text.SendAsync(host.Address)).ShouldFail(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
    }
}
