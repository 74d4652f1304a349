using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>The waiting page of the gateway and the calls of its script obey what the API obeys.</summary>
public sealed class QueueRulesTests : IAsyncLifetime
{
    private HostProcess _host = null!;

    public async Task InitializeAsync() => _host = await HostProcess.StartAsync(
        ("QUEUE_PAGE_RETURN_URL", "https://shop.example/sale/{event_id}"), ("RATE_LIMIT_JOINS_PER_NETWORK", "2"));

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Nobody_enters_without_a_user_and_joins_are_limited()
    {
        var eventId = Fresh.Event();
        using var browser = new BrowserClient(_host.Address);
        var joined = (await browser.SendJsonAsync("/_waiting-room/queue/join", new { event_id = eventId })).Should(HttpStatusCode.Accepted);
        var enter = await browser.SendJsonAsync("/_waiting-room/queue/enter", new { waiting_token = joined.String("waiting_token") });
        enter.ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        using var other = new BrowserClient(_host.Address);
        var page = (await other.OpenAsync($"/queue/{eventId}")).Should(HttpStatusCode.TooManyRequests);
        Assert.Contains($"href=\"https://shop.example/sale/{eventId}\"", page.Text, StringComparison.Ordinal);
        using var third = new BrowserClient(_host.Address);
        (await third.SendJsonAsync("/_waiting-room/queue/join", new { event_id = eventId })).ShouldFail(HttpStatusCode.TooManyRequests, "RATE_LIMITED");
    }
}
