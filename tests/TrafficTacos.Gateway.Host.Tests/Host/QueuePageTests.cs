using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary><c>/queue/{event_id}</c>: the waiting page of the gateway's own front end.</summary>
public sealed class QueuePageTests : IAsyncLifetime
{
    private HostProcess _host = null!;

    public async Task InitializeAsync() => _host = await HostProcess.StartAsync(
        ("QUEUE_REQUIRE_USER_TO_ENTER", "false"), ("QUEUE_PAGE_RETURN_URL", "https://shop.example/sale/{event_id}?from=queue"),
        ("WaitingRoom__Burst", "1"), ("WaitingRoom__AdmissionsPerSecond", "0.001"), ("WaitingRoom__Overdraft", "0"), ("WaitingRoom__OverdraftPositions", "0"));

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Whose_turn_it_is_is_led_to_the_shop_and_others_wait()
    {
        var eventId = Fresh.Event();
        using var first = new BrowserClient(_host.Address);
        var led = (await first.OpenAsync($"/queue/{eventId}")).Should(HttpStatusCode.Redirect);
        Assert.Equal($"https://shop.example/sale/{eventId}?from=queue", led.Header("Location"));
        using var second = new BrowserClient(_host.Address);
        var page = (await second.OpenAsync($"/queue/{eventId}")).Should(HttpStatusCode.TooManyRequests);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Equal("waiting", (await second.AskAsync($"/queue/{eventId}")).Should(HttpStatusCode.OK).String("status"));
        (await second.FetchAsync("/_waiting-room/client.js")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_is_no_event_has_no_page()
    {
        using var browser = new BrowserClient(_host.Address);
        Assert.NotEqual(HttpStatusCode.OK, (await browser.OpenAsync("/queue/not an event")).Status);
        (await browser.OpenAsync("/_waiting-room/nothing")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
    }
}
