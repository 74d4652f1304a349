using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Tests.Harness;
using TrafficTacos.Gateway.Host.Tests.Processes;
using TrafficTacos.Queueing.Storage.Redis;
using Xunit.Abstractions;

namespace TrafficTacos.Gateway.Host.Tests.SaleProcesses;

/// <summary>A scheduled and drawn sale over real HTTP and Redis: gathering, draw, opening, shopping under a maximum.</summary>
[Collection(ExclusiveCollection.Name)]
public sealed class DrawnSaleTests(ITestOutputHelper output)
{
    private const string EventId = "concert";
    private const int Gateways = 4;
    private const int Visitors = 180;
    private const int Rate = 20;
    private const int Burst = 40;
    private const int Shoppers = 60;
    private static readonly TimeSpan MiddleOfIt = TimeSpan.FromMinutes(1);

    [Fact(Timeout = 120_000)]
    public async Task Four_gateways_of_which_one_dies_draw_a_sale_and_keep_both_bounds()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        var host = Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["REDIS_ADDRESS"] = redis.Address,
            ["WaitingRoom__KnownEvents__0"] = "*",
            ["WaitingRoom__AdmissionsPerSecond"] = Text(Rate),
            ["WaitingRoom__Burst"] = Text(Burst),
            ["WaitingRoom__MaximumShoppers"] = Text(Shoppers),
        };
        var gateways = await Task.WhenAll(Enumerable.Range(0, Gateways).Select(_ => GatewayProcess.StartAsync(host, settings)));
        try
        {
            await ScheduleAsync(redis.Address, gateways[0].Address);
            using var crowd = new CrowdProcess(
                gateways.Select(gateway => gateway.Address),
                "--event", EventId, "--drawn", "--visitors", Text(Visitors), "--arrive-over", "4", "--leavers", "4", "--shop", "1.5", "--maximum-shoppers", Text(Shoppers),
                "--admissions-per-second", Text(Rate), "--burst", Text(Burst), "--timeout", "90");
            await Eventually.IsTrueAsync(async () => crowd.HasEnded || await AdmittedAsync(connection) > Visitors / 4, MiddleOfIt);
            gateways[1].Kill();

            var verdict = await crowd.VerdictAsync();
            output.WriteLine(crowd.Output);
            var (counts, draw, shoppers) = (verdict.GetProperty("counts"), verdict.GetProperty("draw"), verdict.GetProperty("shoppers"));
            Assert.Equal(Visitors - counts.GetProperty("left").GetInt32(), counts.GetProperty("admitted").GetInt32());
            Assert.True(counts.GetProperty("left").GetInt32() > 0);
            Assert.Equal("ranked", draw.GetProperty("state").GetString());
            Assert.True(draw.GetProperty("numbers").GetInt32() >= counts.GetProperty("admitted").GetInt32());
            // The crowd met the death of the gateway, and the maximum held it back: an ended session keeps its seat for 3 s.
            Assert.NotEmpty(verdict.GetProperty("retries").EnumerateObject());
            Assert.True(shoppers.GetProperty("most_inside").GetInt32() >= Shoppers / 4);
        }
        finally
        {
            foreach (var gateway in gateways)
                await gateway.DisposeAsync();
        }
    }

    /// <summary>By the tool of an operator. A gateway announces the draw when it hears of the event, so somebody comes too early.</summary>
    private static async Task ScheduleAsync(string redis, Uri gateway)
    {
        var now = TimeProvider.System.GetUtcNow();
        await DotnetCommand.RunAsync(
            "exec", ProjectPath.Of(typeof(DrawnSaleTests).Assembly, "Operator"), "schedule", EventId, "--order", "draw",
            "--gather-at", After(8), "--draw-at", After(16), "--opens-at", After(19), "--redis", redis);
        using var client = new FleetClient([gateway]);
        using var early = FleetClient.As(new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/api/v1/queue/join")) { Content = JsonContent.Create(new { event_id = EventId }) }, "early");
        using var refused = await client.SendAsync(early, HttpCompletionOption.ResponseContentRead);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await Eventually.IsTrueAsync(async () =>
        {
            using var draw = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, "/api/v1/queue/draw?event_id=" + EventId));
            using var announced = await client.SendAsync(draw, HttpCompletionOption.ResponseContentRead);
            return announced.IsSuccessStatusCode;
        });

        string After(int seconds) => (now + TimeSpan.FromSeconds(seconds)).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    private static async Task<long> AdmittedAsync(ConnectionMultiplexer connection) =>
        (long)await connection.GetDatabase().HashGetAsync(RedisKeySpace.Default.Of(EventId).State, "admitted");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
