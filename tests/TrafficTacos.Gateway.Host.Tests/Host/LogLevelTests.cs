using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>LOG_LEVEL and SERVER_ENVIRONMENT.</summary>
public sealed class LogLevelTests
{
    [Theory]
    [InlineData("debug", true)]
    [InlineData("info", true)]
    [InlineData("INFO", true)]
    [InlineData("warn", false)]
    [InlineData("error", false)]
    public async Task The_level_decides_what_is_written(string level, bool tellsWhereItListens)
    {
        await using var host = await HostProcess.StartAsync(("LOG_LEVEL", level));
        Assert.Equal(0, await host.StopAsync());
        Assert.Equal(tellsWhereItListens, host.Output.Contains("Now listening on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task None_writes_nothing_and_errors_keep_the_clients_trace_id()
    {
        const string traceId = "0af7651916cd43dd8448eb211c80319c";
        await using var host = await HostProcess.StartAsync(("LOG_LEVEL", "none"), ("REDIS_ADDRESS", "127.0.0.1:1"));
        var request = new HttpRequestMessage(HttpMethod.Get, "/nothing").With("traceparent", $"00-{traceId}-b7ad6b7169203331-01");
        Assert.Equal(traceId, (await host.Http.AskAsync(request)).TraceId);
        (await host.Queue.JoinAsync(Fresh.Event())).ShouldFail(HttpStatusCode.ServiceUnavailable, "QUEUE_UNAVAILABLE");
        Assert.Equal(0, await host.StopAsync());
        Assert.Equal("", host.Output + host.Errors);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Staging")]
    [InlineData("Production")]
    public async Task The_environment_is_the_one_that_is_set(string environment)
    {
        await using var host = await HostProcess.StartAsync(
            ("SERVER_ENVIRONMENT", environment), ("ASPNETCORE_ENVIRONMENT", "Other"), ("LOG_LEVEL", "info"));
        Assert.Equal(0, await host.StopAsync());
        Assert.Contains("Hosting environment: " + environment, host.Output, StringComparison.Ordinal);
    }
}
