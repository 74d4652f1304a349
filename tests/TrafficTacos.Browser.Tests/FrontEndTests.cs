using System.Text.Json;
using Microsoft.Playwright;
using TrafficTacos.Testing;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Browser.Tests;

/// <summary>A page of another origin talks to the gateway as browsers let it.</summary>
[Collection(GatewayCollection.Name)]
public sealed class FrontEndTests(BrowserFixture fixture, GatewayFixture gateway) : ShopPageTests(fixture, gateway)
{
    /// <summary>Twice what a place is kept that a page gave up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_page_buys_a_ticket()
    {
        var page = await OpenPageAsync("tickets");

        var joined = await RunAsync(page, "join(bearer)");
        Assert.Equal(202, Status(joined));
        var early = await RunAsync(page, "enter()");
        Assert.Equal((403, "NOT_READY"), (Status(early), early.GetProperty("body").GetProperty("error").GetProperty("code").GetString()));
        Assert.InRange(int.Parse(early.GetProperty("retryAfter").GetString()!, System.Globalization.CultureInfo.InvariantCulture), 1, 15);
        await Eventually.IsTrueAsync(async () => Body(await RunAsync(page, "status()"), "status") == "ready", Patience);
        var entered = await RunAsync(page, "enter()");
        Assert.Equal("granted", Body(entered, "admission"));

        var bought = await RunAsync(page, $"buy('{Body(entered, "reservation_token")}')");

        var reserved = bought.GetProperty("reserved");
        Assert.Equal(202, Status(reserved));
        Assert.Equal("/api/v1/reservations/" + Body(reserved, "reservation_id"), reserved.GetProperty("location").GetString());
        Assert.Equal(Body(reserved, "reservation_id"), Body(bought.GetProperty("reservation"), "reservation_id"));
        Assert.Equal(JsonValueKind.Null, bought.GetProperty("intent").GetProperty("replayed").ValueKind);
        Assert.Equal("true", bought.GetProperty("again").GetProperty("replayed").GetString());
        Assert.Equal(Body(bought.GetProperty("intent"), "payment_intent_id"), Body(bought.GetProperty("again"), "payment_intent_id"));
        Assert.Equal("COMPLETED", Body(bought.GetProperty("paid"), "status"));
        Assert.Equal("CONFIRMED", Body(bought.GetProperty("confirmed"), "status"));
        Assert.NotEmpty(Body(bought.GetProperty("confirmed"), "order_id"));
    }

    [Fact]
    public async Task A_reload_keeps_the_place()
    {
        using var http = new HttpClient { BaseAddress = Gateway };
        await Neighbour.JoinAsync(http, "reload");
        var page = await OpenPageAsync("reload");
        Assert.Equal(2, Position(await RunAsync(page, "join()"), "position_hint"));

        var left = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync("() => beacon()"), answer => answer.Url.Contains("/queue/leave", StringComparison.Ordinal));
        Assert.Equal(("POST", 200), (left.Request.Method, left.Status));
        await page.ReloadAsync();

        var status = await RunAsync(page, "status()");
        Assert.Equal(2, Position(status, "position"));
        // Nor is it lost later: who came back stays, long after a soft leave would have ended.
        var behind = await Neighbour.JoinAsync(http, "reload");
        Assert.Equal(3, (await behind.StatusAsync()).GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task A_page_that_goes_away_lets_others_by_and_finds_its_place_behind_who_is_ready()
    {
        using var http = new HttpClient { BaseAddress = Gateway };
        var page = await OpenPageAsync("away");
        var joined = await RunAsync(page, "join()");
        Assert.Equal(1, Position(joined, "position_hint"));
        var behind = await Neighbour.JoinAsync(http, "away");
        Assert.Equal(2, (await behind.StatusAsync()).GetProperty("position").GetInt64());

        await page.GotoAsync("about:blank");

        await Eventually.IsTrueAsync(async () => (await behind.StatusAsync()).GetProperty("position").GetInt64() == 1, Patience);
        var back = await new Neighbour(http, Body(joined, "waiting_token")).StatusAsync();
        Assert.Equal(("ready", 2L), (back.GetProperty("status").GetString(), back.GetProperty("position").GetInt64()));
    }

    [Fact]
    public async Task Another_origin_is_kept_out()
    {
        var port = RedisServer.FreePort();
        await using var foreign = await ShopPage.ServeAsync(port);
        var page = await Visitor.NewPageAsync();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        await page.GotoAsync(ShopPage.Address(port, Gateway, "foreign"));

        var refused = await Assert.ThrowsAsync<PlaywrightException>(() => RunAsync(page, "join(bearer)"));
        Assert.Contains("Failed to fetch", refused.Message, StringComparison.Ordinal);
        Assert.Contains(said, text => text.Contains("CORS policy", StringComparison.Ordinal));

        // The preflight was refused, so nothing reached the queue.
        using var http = new HttpClient { BaseAddress = Gateway };
        Assert.Equal(1, (await (await Neighbour.JoinAsync(http, "foreign")).StatusAsync()).GetProperty("position").GetInt64());
    }

    private static async Task<JsonElement> RunAsync(IPage page, string script) => (await page.EvaluateAsync($"() => {script}"))!.Value;

    private static int Status(JsonElement answer) => answer.GetProperty("status").GetInt32();

    private static string Body(JsonElement answer, string field) => answer.GetProperty("body").GetProperty(field).GetString()!;

    private static long Position(JsonElement answer, string field) => answer.GetProperty("body").GetProperty(field).GetInt64();
}
