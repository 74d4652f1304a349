using Microsoft.Playwright;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>The page's script asks, shows and goes in.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WaitingPageScriptTests(BrowserFixture fixture) : WaitingPageTests(fixture)
{
    [Fact]
    public async Task When_it_is_the_visitor_s_turn_the_page_goes_in()
    {
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await Eventually.IsTrueAsync(() => !Site.Questions.IsEmpty, Patience);
        Assert.Equal(("GET", "/tickets?seat=4", false), Site.Questions.First());

        // The question finds the page, which says "ready", and the reload finds the shop.
        Site.Show(WaitingPageState.Ready);
        await NextQuestionAsync();
        Site.IsOpen = true;
        await page.Locator("h1", new() { HasText = "Shop" }).WaitForAsync();
        Assert.Equal(Site.Address + "/tickets?seat=4", page.Url);
        Assert.Empty(Site.Leaves);
    }

    [Fact]
    public async Task Who_is_in_already_goes_in_from_every_tab()
    {
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        var pages = new[] { await OpenAsync(visitor), await OpenAsync(visitor) };
        Site.IsOpen = true;
        foreach (var page in pages)
            await page.Locator("h1", new() { HasText = "Shop" }).WaitForAsync();
        Assert.Empty(Site.Leaves);
    }

    [Fact]
    public async Task A_form_that_met_the_page_is_not_sent_again()
    {
        Site.Show(WaitingPageState.Waiting, poll: 0.6, returnUrl: "/basket");
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor, WaitingSite.BasePath + "/preview");
        await page.EvaluateAsync("() => { const form = document.createElement('form'); form.method = 'post'; form.action = '/order'; document.body.append(form); form.submit(); }");
        await page.GetByText("What you filled in was not sent").WaitForAsync();
        await Eventually.IsTrueAsync(() => !Site.Questions.IsEmpty, Patience);
        Assert.Equal(("POST", "/order", false), Site.Questions.First());
        Site.IsOpen = true;
        await page.WaitForURLAsync(Site.Address + "/basket");
    }

    [Fact]
    public async Task Without_script_it_reloads_and_goes_in()
    {
        Site.Show(WaitingPageState.Waiting, poll: 1);
        await using var visitor = await Browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var page = await OpenAsync(visitor);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Check now" })).ToBeVisibleAsync();
        await Eventually.IsTrueAsync(() => Site.Shown > 1, Patience);
        Assert.Empty(Site.Questions);
        Site.IsOpen = true;
        await page.GetByRole(AriaRole.Heading, new() { Name = "Shop" }).WaitForAsync();
    }

    [Fact]
    public async Task It_asks_when_it_was_told_to_and_not_because_it_was_loaded()
    {
        Site.Show(WaitingPageState.Waiting, poll: 30);
        await using var visitor = await Browser.NewContextAsync();
        await visitor.Clock.InstallAsync();
        var page = await OpenAsync(visitor);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Check now" })).ToBeHiddenAsync();
        await visitor.Clock.RunForAsync(29_000);
        Assert.Empty(Site.Questions);
        await visitor.Clock.RunForAsync(2_000);
        await Eventually.IsTrueAsync(() => Site.Questions.Count == 1, Patience);
    }

    [Fact]
    public async Task A_page_that_nobody_sees_says_so_and_asks_at_once_when_it_is_seen()
    {
        Site.Show(WaitingPageState.Waiting, poll: 0.6);
        await using var visitor = await Browser.NewContextAsync();
        await visitor.AddInitScriptAsync("window.seen = 'hidden'; Object.defineProperty(document, 'visibilityState', { get: () => window.seen })");
        var page = await OpenAsync(visitor);
        await Eventually.IsTrueAsync(() => Site.Questions.Any(question => question.Hidden), Patience);
        Site.Show(WaitingPageState.Waiting, poll: 300);
        await NextQuestionAsync();
        var before = Site.Questions.Count;
        await page.EvaluateAsync("() => { window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange')); }");
        await Eventually.IsTrueAsync(() => Site.Questions.Count > before, Patience);
        Assert.False(Site.Questions.Last().Hidden);
    }

    [Fact]
    public async Task A_page_that_goes_away_says_so_and_one_from_the_back_forward_cache_asks_at_once()
    {
        Site.Show(WaitingPageState.Waiting, poll: 300);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        // As the browser tells a page that it freezes and shows again.
        await page.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
        await Eventually.IsTrueAsync(() => Site.Leaves.Count == 1, Patience);
        Assert.Equal("/_waiting-room/queue/leave?event_id=preview", Site.Leaves.First());
        await page.EvaluateAsync("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await Eventually.IsTrueAsync(() => Site.Questions.Count == 1, Patience);
        await page.GotoAsync("about:blank");
        await Eventually.IsTrueAsync(() => Site.Leaves.Count == 2, Patience);
    }

    [Fact]
    public async Task Who_has_no_place_leaves_none()
    {
        Site.Show(WaitingPageState.Checking, poll: 300);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await page.GotoAsync("about:blank");
        await page.GotoAsync(Site.Address + "/");
        Assert.Empty(Site.Leaves);
    }

    [Fact]
    public async Task A_time_that_rises_a_little_is_not_shown_and_one_that_falls_is()
    {
        await using var visitor = await Browser.NewContextAsync();
        var shown = new List<string>();
        Site.Show(WaitingPageState.Waiting, poll: 0.6, place: Place(12, 14));
        var page = await OpenAsync(visitor);
        foreach (var minutes in (double[])[13, 15, 11])
        {
            Site.Show(WaitingPageState.Waiting, poll: 0.6, place: Place(minutes, minutes + 2));
            await NextQuestionAsync();
            await NextQuestionAsync();
            shown.Add(await page.Locator("[data-view=expected]").InnerTextAsync());
        }

        Assert.Equal(
            ["about 12 minutes, most likely less than 14 minutes", "about 15 minutes, most likely less than 17 minutes", "about 11 minutes, most likely less than 13 minutes"], shown);
    }

    [Fact]
    public async Task A_screen_reader_hears_what_matters_and_not_every_answer()
    {
        await using var visitor = await Browser.NewContextAsync();
        Site.Show(WaitingPageState.Waiting, poll: 0.6, place: Place(12, 14, position: 900, waited: 8));
        var page = await OpenAsync(visitor);
        var status = page.GetByRole(AriaRole.Status);
        Site.Show(WaitingPageState.Waiting, poll: 0.6, place: Place(11.8, 14, position: 890, waited: 8.1));
        await Assertions.Expect(page.Locator("[data-view=position]")).ToHaveTextAsync("890");
        await Assertions.Expect(status).ToBeEmptyAsync();

        Site.Show(WaitingPageState.Waiting, poll: 0.6, place: Place(9, 11, position: 700, waited: 11)); // 55 % of the way
        await Assertions.Expect(status).ToContainTextAsync("Ahead of you 699 Expected wait about 9 minutes");
        Site.Show(WaitingPageState.Paused, poll: 0.6, message: "<b>Back at eight</b>");
        await Assertions.Expect(status).ToContainTextAsync("A short break");
        await Assertions.Expect(status).ToContainTextAsync("<b>Back at eight</b>");
        Assert.Equal("1,234 – A short break – Winter concert", await page.TitleAsync());
        await Assertions.Expect(page.Locator("[data-row=expected]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task It_counts_down_in_the_language_s_digits_and_by_the_visitor_s_clock()
    {
        await using var visitor = await Browser.NewContextAsync(new() { TimezoneId = "Asia/Seoul", Locale = "ar" });
        await visitor.Clock.InstallAsync();
        Site.Show(WaitingPageState.Drawing, "ar", poll: 300);
        var page = await OpenAsync(visitor);
        var countdown = page.GetByRole(AriaRole.Timer);
        Assert.Matches("^٠:١١:٥٩|٠:١٢:٠٠$", await countdown.InnerTextAsync());
        await visitor.Clock.RunForAsync(60_000);
        Assert.Matches("^٠:١(١:٠٠|٠:٥[٨٩])$", await countdown.InnerTextAsync());
        var time = await page.Locator("time").InnerTextAsync();
        Assert.DoesNotContain("UTC", time, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]", time);
    }

    private static VisitorStatus Place(double minutes, double p90, long position = 500, double waited = 8) => new()
    {
        State = VisitorState.Waiting,
        Position = position,
        EstimatedWait = TimeSpan.FromMinutes(minutes),
        EstimatedWaitP90 = TimeSpan.FromMinutes(p90),
        Waited = TimeSpan.FromMinutes(waited),
    };

    private async Task NextQuestionAsync()
    {
        var before = Site.Questions.Count;
        await Eventually.IsTrueAsync(() => Site.Questions.Count > before, Patience);
    }
}
