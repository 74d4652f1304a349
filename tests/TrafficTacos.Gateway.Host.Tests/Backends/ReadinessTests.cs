using System.Net;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Testing;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>Whether the gateway says what it depends on.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task A_backend_that_is_away_is_named()
    {
        await using var host = await HostProcess.StartAsync(("BACKEND_PAYMENT_API_GRPC_ADDRESS", $"127.0.0.1:{RedisServer.FreePort()}"));
        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("not_ready", ready.String("status"));
        Assert.Equal("unavailable", ready.Json.GetProperty("dependencies").GetProperty("backend_services").GetString());
        Assert.Equal(["payment"], ready.Json.GetProperty("failing").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task It_is_asked_once_a_second_and_notices_when_a_backend_is_back()
    {
        var time = new FakeTimeProvider();
        var port = RedisServer.FreePort();
        var readiness = new BackendReadiness([("reservation", new Uri($"http://127.0.0.1:{port}"))], time);
        Assert.Equal(["reservation"], await readiness.FailingAsync());
        await using var backend = await ScriptedBackend.StartAsync(port);
        Assert.Equal(["reservation"], await readiness.FailingAsync());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await readiness.FailingAsync());
    }

    [Fact]
    public async Task In_Development_the_samples_make_it_ready_without_a_word_of_warning()
    {
        await using var host = await HostProcess.StartAsync(
            ("SERVER_ENVIRONMENT", "Development"), ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", ""));
        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);
        Assert.Equal("available", ready.Json.GetProperty("dependencies").GetProperty("backend_services").GetString());
        Assert.Contains("Samples run in this process: reservation on 127.0.0.1:", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" warn ", host.Output, StringComparison.Ordinal);
        Assert.Equal("", host.Errors);
    }

    [Fact]
    public async Task Outside_Development_no_sample_starts()
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""));
        Assert.Equal(1, exitCode);
        Assert.Contains("BACKEND_RESERVATION_API_GRPC_ADDRESS", errors, StringComparison.Ordinal);
    }
}
