using System.Net;
using System.Text.Json;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Deployment.Tests.Shutdown;

/// <summary>A gateway ends, as it does with every roll-out, and nobody notices.</summary>
[Collection(RedisCollection.Name)]
public sealed class DrainTests(RedisFixture redis)
{
    [Fact(Timeout = 120_000)]
    public async Task No_request_fails_when_one_of_two_gateways_ends_under_load()
    {
        await using var one = await StartAsync("2s");
        await using var two = await StartAsync("2s");
        await using var proxy = await Proxy.StartAsync(one.Address, two.Address);
        using var stop = new CancellationTokenSource();
        var load = new Load(proxy.Address);
        var running = load.RunAsync(stop.Token);
        await Eventually.IsTrueAsync(() => load.Answered > 500);

        one.Terminate();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await one.EndAsync(patience.Token));
        var atTheEnd = load.Answered;
        await Eventually.IsTrueAsync(() => load.Answered > atTheEnd + 500);
        await stop.CancelAsync();
        await running;
        Assert.Empty(load.Failures);
    }

    [Fact(Timeout = 120_000)]
    public async Task It_is_not_ready_and_still_serves_on_connections_it_lets_go()
    {
        await using var gateway = await StartAsync("2s");
        using var http = new HttpClient { BaseAddress = gateway.Address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
        gateway.Terminate();
        await Eventually.IsTrueAsync(async () => (await http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable);

        using var answer = await http.GetAsync(new Uri("/readyz", UriKind.Relative));
        using var ready = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("not_ready", ready.RootElement.GetProperty("status").GetString());
        Assert.Equal(["stopping"], ready.RootElement.GetProperty("failing").EnumerateArray().Select(name => name.GetString()));
        using var alive = await http.GetAsync(new Uri("/healthz", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.True(alive.Headers.ConnectionClose);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal(0, await gateway.EndAsync(patience.Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Its_own_health_check_tells_a_gateway_that_lives_from_none()
    {
        await using var gateway = await StartAsync("0s");
        Assert.Equal(0, await AskAsync(gateway.Address.Port));
        gateway.Kill();
        Assert.Equal(1, await AskAsync(gateway.Address.Port));

        static async Task<int> AskAsync(int port) => (await Tool.RunAsync(
            "dotnet", "exec", Files.Gateway, $"--Server:Port={port}", "--environment=Development", "--health")).Status;
    }

    private Task<GatewayProcess> StartAsync(string drain) => GatewayProcess.StartAsync(
        Files.Gateway,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["REDIS_ADDRESS"] = redis.Address, ["SERVER_DRAIN_DELAY"] = drain });
}
