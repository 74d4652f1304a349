using System.Globalization;
using System.Net;
using System.Text.Json;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>What the host writes.</summary>
public sealed class LogTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task In_production_each_line_is_JSON_and_a_request_is_one_with_its_trace()
    {
        await using var host = await HostProcess.StartAsync(("LOG_LEVEL", "info"));
        (await AskAsync(host)).ShouldFail(HttpStatusCode.NotFound, "TOKEN_NOT_FOUND");
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        Assert.Equal(0, await host.StopAsync());
        var lines = Lines(host.Output).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.NotEqual(default, line.GetProperty("time").GetDateTimeOffset()));
        var request = Assert.Single(lines, line => line.TryGetProperty("event_id", out var id) && id.GetInt32() == 401);
        Assert.Equal(("info", TraceId), (request.GetProperty("level").GetString(), request.GetProperty("trace_id").GetString()));
        Assert.Matches("^[0-9a-f]{16}$", request.GetProperty("span_id").GetString());
        Assert.Matches(@"^GET /api/v1/queue/status 404 \d+\.\d ms$", request.GetProperty("message").GetString());
        var fields = request.GetProperty("fields");
        Assert.Equal(("GET", "/api/v1/queue/status", 404), (fields.GetProperty("Method").GetString(), fields.GetProperty("Route").GetString(), fields.GetProperty("Status").GetInt32()));
        Assert.True(fields.GetProperty("Milliseconds").GetDouble() > 0);
    }

    /// <summary>The images of .NET name a port of their own, and nothing can be written where the framework would keep keys that nobody
    /// here uses.</summary>
    [Fact]
    public async Task A_start_in_a_container_warns_of_nothing()
    {
        await using var host = await HostProcess.StartAsync(
            ("LOG_LEVEL", "info"), ("ASPNETCORE_HTTP_PORTS", "8080"), ("HOME", "/proc/nobody"),
            ("MANAGEMENT_PORT", RedisServer.FreePort().ToString(CultureInfo.InvariantCulture)), ("WaitingRoom__KnownEventsOnly", "true"));
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        Assert.Equal(0, await host.StopAsync());
        var levels = Lines(host.Output).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("level").GetString()).Distinct();
        Assert.True(levels.All(level => level == "info"), host.Output);
    }

    [Fact]
    public async Task A_start_warns_of_what_is_open_to_everybody()
    {
        await using var host = await HostProcess.StartAsync();
        Assert.Equal(0, await host.StopAsync());
        Assert.Contains("(MANAGEMENT_PORT)", host.Output, StringComparison.Ordinal);
        Assert.Contains("Set WaitingRoom:KnownEventsOnly", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_it_is_text_with_the_trace()
    {
        await using var host = await HostProcess.StartAsync(("LOG_LEVEL", "info"), ("SERVER_ENVIRONMENT", "Development"));
        await AskAsync(host);
        Assert.Equal(0, await host.StopAsync());
        Assert.Single(Lines(host.Output), line => line.Contains("GET /api/v1/queue/status 404", StringComparison.Ordinal) && line.Contains("trace " + TraceId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_category_has_the_level_that_is_set_for_it()
    {
        await using var host = await HostProcess.StartAsync(
            ("LOG_LEVEL", "error"), ("Logging__LogLevel__TrafficTacos.Gateway.Host.Observability", "Debug"));
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        Assert.Equal(0, await host.StopAsync());
        Assert.NotEmpty(Lines(host.Output));
        Assert.All(Lines(host.Output), line => Assert.Contains("GET /healthz 200", line, StringComparison.Ordinal));
    }

    private static Task<Answer> AskAsync(HostProcess host) => host.Http.AskAsync(
        new HttpRequestMessage(HttpMethod.Get, Shop.Prefix + "/status?token=secret").With("traceparent", $"00-{TraceId}-b7ad6b7169203331-00"));

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
