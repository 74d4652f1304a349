using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Health;

/// <summary>What a load balancer is told while Redis is there, stopped, frozen, and back.</summary>
public sealed class HealthCheckTests : OwnRedisTests
{
    private static readonly string[] Strict = ["strict"];

    internal override ShopPlan Plan { get; } = new()
    {
        Options = options => options.StoreTimeout = new WaitingRoomOptions().StoreTimeout,
        Room = room => AddChecks(room.Services),
        Map = MapChecks,
    };

    [Fact]
    public async Task Every_pod_stays_while_Redis_is_away()
    {
        await ShouldBeAsync(Shop, HttpStatusCode.OK, "Healthy", HttpStatusCode.OK, "Healthy");

        using (Redis.Freeze())
            await ShouldBeAsync(Shop, HttpStatusCode.OK, "Degraded", HttpStatusCode.ServiceUnavailable, "Unhealthy");
        await IsBackAsync();
        await ShouldBeAsync(Shop, HttpStatusCode.OK, "Healthy", HttpStatusCode.OK, "Healthy");

        Redis.Kill();
        await ShouldBeAsync(Shop, HttpStatusCode.OK, "Degraded", HttpStatusCode.ServiceUnavailable, "Unhealthy");
        await Redis.RestartAsync();
        await IsBackAsync();
        await ShouldBeAsync(Shop, HttpStatusCode.OK, "Healthy", HttpStatusCode.OK, "Healthy");
    }

    [Fact]
    public async Task A_waiting_room_that_is_turned_off_needs_no_Redis()
    {
        Redis.Kill();
        await using var shop = await Shop.OpenAsync(Plan with { Redis = Redis.Address, Options = options => options.Enabled = false });
        await ShouldBeAsync(shop, HttpStatusCode.OK, "Healthy", HttpStatusCode.OK, "Healthy");
    }

    [Fact]
    public async Task The_report_says_what_is_wrong_and_keeps_to_its_time()
    {
        Redis.Kill();
        var report = await Shop.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal("The store does not answer within StoreTimeout, 00:00:01.", report.Entries["waiting_room"].Description);
        Assert.Equal(Strict, report.Entries["store"].Tags);
        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    [Fact]
    public async Task A_check_without_a_waiting_room_says_which_call_is_missing()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddHealthChecks().AddWaitingRoom();
        await using var provider = services.BuildServiceProvider();
        var mistake = await Record.ExceptionAsync(() => provider.GetRequiredService<HealthCheckService>().CheckHealthAsync());
        Assert.Contains("call builder.Services.AddWaitingRoom()", Assert.IsType<InvalidOperationException>(mistake).Message, StringComparison.Ordinal);
    }

    private static void AddChecks(IServiceCollection services) =>
        services.AddHealthChecks().AddWaitingRoom().AddWaitingRoom("store", HealthStatus.Unhealthy, Strict, TimeSpan.FromSeconds(30));

    private static void MapChecks(WebApplication app)
    {
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => !check.Tags.Contains("strict") });
        app.MapHealthChecks("/strict", new HealthCheckOptions { Predicate = check => check.Tags.Contains("strict") });
    }

    private static async Task ShouldBeAsync(Shop shop, HttpStatusCode status, string text, HttpStatusCode strictStatus, string strictText)
    {
        var answer = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/readyz"));
        Assert.Equal((status, text), (answer.Status, answer.Text));
        answer = await shop.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/strict"));
        Assert.Equal((strictStatus, strictText), (answer.Status, answer.Text));
    }
}
