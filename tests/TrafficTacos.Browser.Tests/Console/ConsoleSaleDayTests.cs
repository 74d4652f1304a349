using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Testing;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>A whole sale by somebody who never saw the console, in the order of the day. After each step the page shows what the store, the journal and
/// the audit trail say.</summary>
public sealed partial class ConsoleSaleDayTests(OperatedGateways gateways, ITestOutputHelper output) : OperatedGatewaysTests(gateways)
{
    private const string Sale = "concert";
    private const int People = 3_000;
    private const int CallersNumber = 1_207;
    private const int GivingUp = 500;
    private const double LowerRate = 0.5;

    private readonly long _start = TimeProvider.System.GetTimestamp();

    [Fact(Timeout = 180_000)]
    public async Task An_operator_opens_watches_slows_helps_and_ends_a_drawn_sale_of_thousands()
    {
        using var crowd = new ConsoleCrowd(Gateways.Addresses, Sale);
        var opening = await ScheduleAsync();
        await crowd.JoinAsync(People);
        Says("joined");

        var page = await OpenSignInAsync(0);
        await SignInAsync(page, OperatedGateways.Changer);
        await FindTheSaleAsync(page);
        await SeeTheDrawAsync(page);
        await crowd.ReadNumbersAsync();
        Assert.Equal(Enumerable.Range(1, People), crowd.Visitors.Select(visitor => visitor.Number));
        Says("drawn");
        await Room.RemoveAsync(Sale, VisitorQuery.ByUser(crowd.Visitors[CallersNumber - 1].User), OperatedGateways.OtherChanger);

        await OpenTheSaleAsync(page, opening);
        Says("open");
        await ShopSlowsDownAsync(page, crowd);
        Says("slow");
        await LowerTheRateAsync(page);
        Says("lowered");
        await HelpTheCallerAsync(page, crowd);
        Says("helped");
        await EndAndKeepTheReportAsync(page);
        Says("ended");
    }

    /// <summary>By whoever prepared the day: the draw is soon, the opening in an hour.</summary>
    private async Task<DateTimeOffset> ScheduleAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var settings = await Room.ChangeSettingsAsync(
            Sale, new() { Order = QueueOrder.Draw, GatherAt = now.AddSeconds(-1), DrawAt = now.AddSeconds(10), OpensAt = now.AddHours(1), ChangedBy = OperatedGateways.OtherChanger });
        return settings.OpensAt!.Value;
    }

    private async Task FindTheSaleAsync(IPage page)
    {
        var row = page.Locator($"[data-event={Sale}]");
        await Expect(row).ToContainTextAsync("Gathering");
        await Expect(row).ToContainTextAsync(Number(People));
        await row.Locator("a").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(Sale);
        await ShowsTheStoreAsync(page, Sale);
        Assert.Equal(People, (await JournalAsync(Sale))["joined"]);
        await Expect(page.Locator("[data-count=joined] dd")).ToHaveTextAsync(Number(People));
    }

    private async Task SeeTheDrawAsync(IPage page)
    {
        await ShowAsync(page, "draw");
        await Expect(page.Locator(".steps [aria-current=step]")).ToContainTextAsync("Ranked", new() { Timeout = 60_000 });
        var draw = (await Room.GetDrawAsync(Sale))!;
        Assert.Equal(DrawPhase.Ranked, draw.Phase);
        await Expect(page.Locator("dt:has-text('Take part') + dd")).ToHaveTextAsync(Number(draw.Entries!.Value));
    }

    private async Task OpenTheSaleAsync(IPage page, DateTimeOffset opening)
    {
        var now = TimeProvider.System.GetUtcNow();
        await ShowAsync(page, "settings");
        await page.FillAsync("[name=opens_at]", Field(now));
        await page.ClickAsync("form:has([name=opens_at]) button.primary");
        await Expect(page.Locator("dialog tbody tr")).ToHaveTextAsync(new Regex($"Opens at.*{Moment(opening)}.*{Moment(now)}"));
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice")).ToContainTextAsync($"Opens at: {Moment(opening)} → {Moment(now)}");
        Assert.Equal(now.ToUnixTimeSeconds(), (await Room.GetSettingsAsync(Sale)).OpensAt!.Value.ToUnixTimeSeconds());
        Assert.Equal((OperatedGateways.Changer, "set opens_at"), await LastAuditAsync(Sale));
        await page.ClickAsync(".notice button:has-text('Close')");
        await ShowAsync(page, "now");
        await Expect(page.Locator(".badges [data-phase]")).ToHaveTextAsync("Open");
    }

    /// <summary>The first come and shop, then nobody goes any more, and hundreds give up.</summary>
    private async Task ShopSlowsDownAsync(IPage page, ConsoleCrowd crowd)
    {
        await Expect(page).ToHaveTitleAsync(new Regex("^" + Sale));
        await crowd.FillAsync(OperatedGateways.Seats);
        await Expect(page.Locator("[data-alert=bound_full]")).ToBeVisibleAsync();
        await crowd.LeaveAsync(crowd.Visitors.TakeLast(GivingUp));
        await Expect(page.Locator("[data-alert=departures_high]")).ToBeVisibleAsync();

        await ShowsTheStoreAsync(page, Sale);
        await Expect(page).ToHaveTitleAsync(new Regex("^! 2 · " + Sale));
        var (journal, counts) = (await JournalAsync(Sale), (await Room.GetEventAsync(Sale)).Counts);
        foreach (var (kind, count) in (ReadOnlySpan<(string, long)>)[("joined", People), ("admitted", OperatedGateways.Seats), ("left", GivingUp), ("removed", 1)])
            Assert.Equal((count, count), (journal[kind], counts[kind]));
    }

    private async Task LowerTheRateAsync(IPage page)
    {
        var colleague = await OpenAsync(OperatedGateways.Viewer, 1, At(Sale));
        var change = new EventSettingsChange { AdmissionsPerSecond = LowerRate };
        var asked = page.WaitForResponseAsync(answer => answer.Url.Contains("/forecast?", StringComparison.Ordinal));
        await page.FillAsync("[name=admissions_per_second]", LowerRate.ToString(CultureInfo.InvariantCulture));
        var told = await (await asked).JsonAsync<JsonElement>();
        var forecast = await Room.ForecastAsync(Sale, change);
        var (now, then) = (Time(told, "now", "p50_at"), Time(told, "then", "p50_at"));
        IsNear(forecast.Now.P50, now);
        IsNear(forecast.Then.P50, then);
        Assert.True(then > now, $"{then} is not after {now}");
        var sentence = $"Then everybody now waiting is in by {Clock(then)} ({Clock(Time(told, "then", "p10_at"))}–{Clock(Time(told, "then", "p90_at"))}). As it is: {Clock(now)}.";
        await Expect(page.Locator(".side .forecast:not(:empty)")).ToHaveTextAsync(sentence);

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog tbody tr")).ToHaveTextAsync(new Regex("Rate.*40 /s.*0.5 /s"));
        await Expect(page.Locator("dialog .forecast")).ToHaveTextAsync(sentence);
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice")).ToContainTextAsync("40 /s → 0.5 /s");
        Assert.Equal(LowerRate, (await Room.GetSettingsAsync(Sale)).AdmissionsPerSecond);
        Assert.Equal((OperatedGateways.Changer, "set admissions_per_second"), await LastAuditAsync(Sale));
        await page.ClickAsync(".notice button:has-text('Close')");
        // Who looks on at the other gateway sees it without a reload, and so the new time.
        await Expect(colleague.Locator("[data-tile=rate] .more")).ToContainTextAsync("0.5");
        await Eventually.IsTrueAsync(async () =>
            await colleague.InnerTextAsync("[data-tile=all-in] .value") == Clock((await Room.GetEventAsync(Sale)).AllIn.P50));
    }

    /// <summary>Somebody calls and says their number: a colleague had removed them.</summary>
    private async Task HelpTheCallerAsync(IPage page, ConsoleCrowd crowd)
    {
        var caller = crowd.Visitors[CallersNumber - 1];
        await ShowAsync(page, "visitor");
        await FindAsync(page, "draw_number", Number(CallersNumber));
        var found = (await Room.FindVisitorAsync(Sale, VisitorQuery.ByDrawNumber(CallersNumber)))!;
        Assert.Equal((VisitorStanding.Gone, "removed"), (found.Standing, found.Journal[^1].Kind));
        await Expect(page.Locator(".visitor h2")).ToHaveTextAsync($"Visitor {found.SupportCode}");
        await IsTheStoryAsync(page, found);
        await Expect(page.Locator(".visitor")).ToContainTextAsync("to read only");
        Assert.Equal(0, await page.Locator("[data-action]:visible").CountAsync());

        await FindAsync(page, "support_code", found.SupportCode);
        await page.ClickAsync("[data-action=give-back]");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".standing")).ToContainTextAsync("Waiting");
        await StandsAsync(page, crowd, caller);
        Assert.Equal((OperatedGateways.Changer, "undo"), await LastAuditAsync(Sale));

        await page.ClickAsync("[data-action=admit]");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice").Last).ToContainTextAsync("Is next");
        Assert.Equal((OperatedGateways.Changer, "admit"), await LastAuditAsync(Sale));
        var next = await StandsAsync(page, crowd, caller);
        Assert.True(next.Position < CallersNumber);

        // As soon as somebody goes, they are in.
        await crowd.StopShoppingAsync((int)next.Position);
        await Eventually.IsTrueAsync(() => crowd.EnterAsync(caller));
        await page.ClickAsync(".visitor button:has-text('Look again')");
        await Expect(page.Locator(".standing")).ToContainTextAsync("Let in");
        await IsTheStoryAsync(page, (await Room.FindVisitorAsync(Sale, VisitorQuery.ByUser(caller.User)))!);
        await ShowAsync(page, "now");
        await ShowsTheStoreAsync(page, Sale);
    }

    private async Task EndAndKeepTheReportAsync(IPage page)
    {
        await ShowAsync(page, "report");
        var report = await Room.ReportAsync(Sale);
        await page.ClickAsync("[data-action=end]");
        await Expect(page.Locator("dialog .danger")).ToBeDisabledAsync();
        await page.FillAsync("dialog input", Sale);
        var kept = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("dialog .danger"));
        Assert.Matches("^concert-[0-9-]{17}[.]html$", kept.SuggestedFilename);
        var rows = ReportRow().Matches(await File.ReadAllTextAsync(await kept.PathAsync())).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["value"].Value, StringComparer.Ordinal);
        foreach (var (name, value) in (ReadOnlySpan<(string, long)>)
                 [("visitors who came", report.Came), ("let in", report.Admitted), ("left", report.Left), ("removed by operators", report.Removed), ("still waiting", report.Event.Length)])
            Assert.Equal($"{value}", rows[name]);
        Assert.Equal((People, OperatedGateways.Seats + 1, GivingUp, 0), (report.Came, report.Admitted, report.Left, report.Removed));
        Assert.Equal("ranked", rows["draw"]);

        await Expect(page.Locator(".notice").Last).ToContainTextAsync($"{Sale} has ended.");
        Assert.Equal((OperatedGateways.Changer, "end"), await LastAuditAsync(Sale));
        Assert.True((await JournalAsync(Sale)).ContainsKey("ended"));
        await ShowAsync(page, "now");
        await ShowsTheStoreAsync(page, Sale);
        Assert.Equal("0", await page.InnerTextAsync("[data-tile=waiting] .value"));
        await ShowAsync(page, "audit");
        var audit = await Room.GetLastAuditAsync(Sale, 100);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(audit.Count);
        await Expect(page.Locator("tbody")).ToContainTextAsync("as configured → By draw");
        Assert.Equal(audit.Select(entry => entry.Who), await page.Locator("tbody tr td:nth-child(2)").AllInnerTextsAsync());
    }

    private static async Task FindAsync(IPage page, string kind, string value)
    {
        await page.SelectOptionAsync("[name=kind]", kind);
        await page.FillAsync("[name=value]", value);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".visitor")).ToBeVisibleAsync();
        await Expect(page.Locator("[role=status]:has-text('Searching')")).ToHaveCountAsync(0);
    }

    private static async Task IsTheStoryAsync(IPage page, VisitorReport found) =>
        Assert.Equal(found.Journal.Select(entry => entry.Kind), await page.Locator(".journal li").EvaluateAllAsync<string[]>("items => items.map(item => item.dataset.kind)"));

    /// <summary>The console, the store and the visitor's own page at the other gateway say the same.</summary>
    private async Task<VisitorReport> StandsAsync(IPage page, ConsoleCrowd crowd, CrowdVisitor visitor)
    {
        var found = (await Room.FindVisitorAsync(Sale, VisitorQuery.ByUser(visitor.User)))!;
        Assert.Equal((VisitorStanding.Waiting, (long?)visitor.Number), (found.Standing, found.DrawNumber));
        await Expect(page.Locator(".standing")).ToContainTextAsync($"Number {Number(found.Position)} in the queue, {Number(found.Position - 1)} ahead. Drew number {Number(visitor.Number)}.");
        await IsTheStoryAsync(page, found);
        await Eventually.IsTrueAsync(async () => (await crowd.StatusAsync(visitor, 1)).Number("position") == found.Position);
        return found;
    }

    private static DateTimeOffset Time(JsonElement forecast, string which, string name) => forecast.GetProperty(which).GetProperty(name).GetDateTimeOffset();

    /// <summary>It was asked a moment later, and the snapshot is up to a second old.</summary>
    private static void IsNear(DateTimeOffset? expected, DateTimeOffset told) => Assert.InRange((told - expected!.Value).TotalSeconds, -5, 5);

    private static string Moment(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(9)).ToString("MMM d, yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    private void Says(string what) => output.WriteLine($"{what} after {TimeProvider.System.GetElapsedTime(_start).TotalSeconds:0.0} s");

    [GeneratedRegex("<th scope=\"row\">(?<name>[^<]*)</th><td class=\"number\">(?<value>[^<]*)</td>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ReportRow();
}
