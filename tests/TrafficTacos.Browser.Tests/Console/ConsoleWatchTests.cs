using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>What the page shows is what the operator's interface says, and the page says when it does not know.</summary>
public sealed class ConsoleWatchTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    [Fact]
    public async Task An_event_shows_the_numbers_of_the_store_and_follows_them()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert));
        await IsSameAsync(page);
        await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => Room.JoinAsync(ConsoleSale.Concert, Fresh.User())));
        await IsSameAsync(page);

        var overview = await Room.Operator.GetEventAsync(ConsoleSale.Concert);
        foreach (var (kind, count) in overview.Counts.Where(count => count.Value > 0))
            await Expect(page.Locator($"[data-count={kind}] dd")).ToHaveTextAsync(Number(count));
        Assert.Equal(Number(overview.AdmissionsLast15Minutes), await page.InnerTextAsync("[data-fact=fifteenMinutes] dd"));
        Assert.Equal(Number(overview.Shoppers), await TileAsync(page, "shoppers"));

        async Task IsSameAsync(IPage shown) => await Eventually.IsTrueAsync(async () =>
            string.Equals(await TileAsync(shown, "waiting"), Number((await Room.Operator.GetEventAsync(ConsoleSale.Concert)).Length), StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_says_by_when_all_are_in()
    {
        var page = await OpenAsync("viewer.hana", At(ConsoleSale.Concert));
        await Expect(page.Locator("[data-forecast]")).ToHaveTextAsync(new Regex("^Everybody now waiting is in by"));
        var json = await page.EvaluateAsync<JsonElement>($"() => fetch('{ConsoleFixture.Prefix}/api/events/{ConsoleSale.Concert}').then(answer => answer.json())");
        var allIn = json.GetProperty("all_in");
        var expected = $"Everybody now waiting is in by {Clock("p50_at")} ({Clock("p10_at")}–{Clock("p90_at")}).";
        // The minute may pass in between.
        Assert.InRange(Levenshtein(expected, await page.InnerTextAsync("[data-forecast]")), 0, 6);

        string Clock(string name) => allIn.GetProperty(name).GetDateTimeOffset().ToOffset(TimeSpan.FromHours(9)).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_plots_have_a_summary_and_the_history_as_a_table()
    {
        var page = await OpenAsync("viewer.hana", At(ConsoleSale.Concert));
        var plot = page.Locator(".chart").First;
        await Expect(plot.Locator("canvas")).ToBeVisibleAsync();
        await plot.Locator("summary").ClickAsync();
        await Expect(plot.Locator("tbody tr").First).ToBeVisibleAsync();
        var peak = (await Room.Operator.ReportAsync(ConsoleSale.Concert)).History.Max(moment => moment.Length);
        await Expect(plot.Locator(".summary")).ToContainTextAsync($"at most {Number(peak)},");
        Assert.StartsWith("Queue length. ", await plot.Locator(".canvas").GetAttributeAsync("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_has_the_events_in_trouble_first_and_the_title_counts_alerts()
    {
        var page = await OpenAsync("viewer.hana");
        await Expect(page.Locator(".event-list tbody tr")).ToHaveCountAsync(3);
        var events = new List<(string Id, int Trouble)>();
        await foreach (var found in Room.Operator.ListEventsAsync())
            events.Add((found.EventId, found.Alerts.Sum(alert => alert.IsCritical ? 100 : 1)));
        Assert.Equal(events.MaxBy(found => found.Trouble).Id, await page.Locator(".event-list tbody tr").First.GetAttributeAsync("data-event"));
        var critical = await page.EvaluateAsync<int>($"() => fetch('{ConsoleFixture.Prefix}/api/events').then(answer => answer.json()).then(list => list.events.flatMap(event => event.alerts).filter(alert => alert.severity === 'critical').length)");
        Assert.StartsWith(critical > 0 ? $"⚠ {critical} · " : "! ", await page.TitleAsync(), StringComparison.Ordinal);

        await page.ClickAsync($"[data-event={ConsoleSale.Paused}] a");
        await Expect(page.Locator("h1")).ToHaveTextAsync(ConsoleSale.Paused);
        await Expect(page.Locator(".badges")).ToContainTextAsync("Paused");
        await Expect(page).ToHaveTitleAsync(new Regex($"{ConsoleSale.Paused} · Waiting room$"));
    }

    /// <summary>A proxy that keeps server-sent events back.</summary>
    [Fact]
    public async Task Without_a_stream_it_asks()
    {
        var page = await OpenAsync(null);
        await page.RouteAsync("**/stream", route => route.AbortAsync());
        await SignInAsync(page.Context, "viewer.hana");
        await page.GotoAsync(Address + At(ConsoleSale.Paused));
        await Expect(page.Locator("[data-tile=waiting] .value")).ToHaveTextAsync("12");
        await Expect(page.Locator(".age")).ToHaveTextAsync("up to date");
        await Room.JoinAsync(ConsoleSale.Paused, Fresh.User());
        await Expect(page.Locator("[data-tile=waiting] .value")).ToHaveTextAsync("13");
        await Room.Operator.RemoveAsync(ConsoleSale.Paused, VisitorQuery.ByUser("buyer-0"), "test");
        Errors.Clear();
    }

    [Fact]
    public async Task What_is_old_is_said_to_be_old()
    {
        var page = await OpenAsync(null);
        await page.Clock.InstallAsync();
        await page.RouteAsync("**/stream", route => route.AbortAsync());
        await SignInAsync(page.Context, "viewer.hana");
        await page.GotoAsync(Address + At(ConsoleSale.Paused));
        await Expect(page.Locator("[data-tile=waiting] .value")).ToBeVisibleAsync();
        await page.RouteAsync("**/api/**", route => route.AbortAsync());
        await page.Clock.RunForAsync(30_000);
        await Expect(page.Locator(".banner:not([hidden])")).ToContainTextAsync("What you see is old");
        await Expect(page.Locator(".age")).ToContainTextAsync("seconds ago");
        Assert.StartsWith("⚠ ", await page.TitleAsync(), StringComparison.Ordinal);
        Errors.Clear();
    }

    private static int Levenshtein(string one, string other) => one.Length == other.Length ? one.Zip(other).Count(pair => pair.First != pair.Second) : int.MaxValue;
}
