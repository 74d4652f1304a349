using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Contracts;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>Whether the gateway says what it depends on.</summary>
public sealed class ReadinessTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);

    private static readonly Dictionary<string, (BackendScript BackendScript, bool Lives)> Scripts = new(StringComparer.Ordinal)
    {
        ["serving"] = (ScriptedBackend.Reply(new Money { Amount = 1 }), true),
        ["unimplemented"] = (ScriptedBackend.Fail(StatusCode.Unimplemented), true),
        ["unauthenticated"] = (ScriptedBackend.Fail(StatusCode.Unauthenticated), true),
        ["internal"] = (ScriptedBackend.FailInTrailers(StatusCode.Internal), true),
        ["unavailable"] = (ScriptedBackend.Fail(StatusCode.Unavailable), false),
        ["unavailable in trailers"] = (ScriptedBackend.FailInTrailers(StatusCode.Unavailable), false),
        ["a proxy that finds nobody"] = (ScriptedBackend.Http(503), false),
        ["a page not found"] = (ScriptedBackend.Http(404), true),
        ["a page that failed"] = (ScriptedBackend.Http(500), true),
        ["a page"] = (ScriptedBackend.Http(200), false),
        ["hangs up"] = (ScriptedBackend.HangUp, false),
        ["dies"] = (ScriptedBackend.Die, false),
    };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_backend_that_is_away_is_named()
    {
        await using var host = await HostProcess.StartAsync(("BACKEND_PAYMENT_API_GRPC_ADDRESS", $"127.0.0.1:{RedisServer.FreePort()}"));
        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);
        Assert.Equal("ready", ready.String("status"));
        Assert.Equal("unavailable", ready.Json.GetProperty("dependencies").GetProperty("backend_services").GetString());
        Assert.Equal(["payment"], ready.Json.GetProperty("failing").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task It_is_asked_once_a_second_and_notices_when_a_backend_is_back()
    {
        var port = RedisServer.FreePort();
        using var readiness = Of(new Uri($"http://127.0.0.1:{port}"));
        Assert.Equal(["reservation"], await readiness.GetFailingAsync());
        await using var backend = await ScriptedBackend.StartAsync(port);
        Assert.Equal(["reservation"], await readiness.GetFailingAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await readiness.GetFailingAsync());
        Assert.Empty(await readiness.GetFailingAsync());
        Assert.Single(backend.Calls);
    }

    public static TheoryData<string> Answers { get; } = [.. Scripts.Keys];

    /// <summary>Whoever answers lives, whatever the answer; but not who is said to be away.</summary>
    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Any_answer_will_do(string answer)
    {
        var (script, lives) = Scripts[answer];
        await using var backend = (await ScriptedBackend.StartAsync()).Always("Check", script);
        using var readiness = Of(backend.Address);
        Assert.Equal(lives ? [] : ["reservation"], await readiness.GetFailingAsync());
        Assert.Equal("", Encoding.ASCII.GetString(Assert.Single(backend.Calls).Message));
    }

    /// <summary>Its kernel takes connections, as that of a stopped process does.</summary>
    [Fact]
    public async Task Who_takes_connections_and_never_answers_does_not_live()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        using var readiness = Of(new Uri($"http://{frozen.LocalEndpoint}"));
        await ShouldWaitAndFailAsync(readiness);
    }

    [Fact]
    public async Task Nor_does_who_stops_later_and_is_asked_once_at_a_time()
    {
        await using var backend = (await ScriptedBackend.StartAsync()).Next("Check", ScriptedBackend.Fail(StatusCode.Unimplemented)).Always("Check", ScriptedBackend.Silence);
        using var readiness = Of(backend.Address, TimeSpan.FromSeconds(3));
        Assert.Empty(await readiness.GetFailingAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        var asked = readiness.GetFailingAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(asked, readiness.GetFailingAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["reservation"], await asked);
    }

    [Fact]
    public async Task How_long_it_is_waited_for_can_be_set()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        await using var host = await HostProcess.StartAsync(("BACKEND_PAYMENT_API_GRPC_ADDRESS", frozen.LocalEndpoint.ToString()!), ("Backends__ProbeTimeout", "1s500ms"));
        var asked = TimeProvider.System.GetTimestamp();
        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);
        // It may take longer on a busy machine, and never less.
        Assert.InRange(TimeProvider.System.GetElapsedTime(asked), TimeSpan.FromSeconds(1.4), TimeSpan.MaxValue);
        Assert.Contains("payment", ready.Json.GetProperty("failing").EnumerateArray().Select(name => name.GetString()));
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("Backends__ProbeTimeout", "11s"));
        Assert.Equal(1, exitCode);
        Assert.Contains("Backends:ProbeTimeout is '11s'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_the_samples_make_it_ready_without_a_word_of_warning()
    {
        await using var host = await HostProcess.StartAsync(
            ("SERVER_ENVIRONMENT", "Development"), ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", ""));
        var ready = (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK);
        Assert.Equal("available", ready.Json.GetProperty("dependencies").GetProperty("backend_services").GetString());
        Assert.Contains("Started the sample backends: ", host.Output, StringComparison.Ordinal);
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

    private BackendReadiness Of(Uri address, TimeSpan? bound = null) => new([new BackendProbe("reservation", address)], bound ?? Bound, _time);

    /// <summary>Not before its time is over.</summary>
    private async Task ShouldWaitAndFailAsync(BackendReadiness readiness)
    {
        var asked = readiness.GetFailingAsync();
        _time.Advance(Bound - TimeSpan.FromMilliseconds(1));
        Assert.False(asked.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["reservation"], await asked);
    }
}
