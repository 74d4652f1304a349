using TrafficTacos.Queueing;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>Who may only look, whose log-in ends, and what the page says when the server says no.</summary>
public sealed class ConsoleAccessTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    [Fact]
    public async Task A_viewer_has_no_controls()
    {
        var page = await OpenAsync("viewer.hana", At(ConsoleSale.Concert));
        await Expect(page.Locator(".who")).ToContainTextAsync("may look only");
        foreach (var view in (string[])["now", "settings", "visitor", "groups", "draw", "audit", "report"])
        {
            await page.ClickAsync($".tabs a[href$='/{view}']");
            if (view is "visitor")
            {
                await page.SelectOptionAsync("[name=kind]", "user");
                await page.FillAsync("[name=value]", ConsoleSale.Caller);
                await page.Keyboard.PressAsync("Enter");
                await Expect(page.Locator(".visitor")).ToBeVisibleAsync();
            }

            await Expect(page.Locator(".view > :visible")).ToHaveCountAsync(1);
            Assert.Equal(0, await page.Locator("main :is(.danger, .side, textarea, [type=number], [type=datetime-local], [data-action], [data-set-mode])").CountAsync());
        }

        Assert.Equal(403, await page.EvaluateAsync<int>(
            $"() => fetch('{ConsoleFixture.Prefix}/api/events/{ConsoleSale.Concert}/settings', {{ method: 'PATCH', headers: {{ 'X-Operator': '1', 'Content-Type': 'application/json' }}, body: '{{\"burst\":7}}' }}).then(answer => answer.status)"));
        Assert.Equal(20, (await Room.GetSettingsAsync(ConsoleSale.Concert)).Burst);
        Errors.Clear();
    }

    [Fact]
    public async Task A_log_in_that_ends_loses_nothing_that_was_typed()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert));
        await page.FillAsync("[name=burst]", "33");
        await Expect(page.Locator(".side form .primary:enabled")).ToBeVisibleAsync();
        await SignInAsync(page.Context, null);
        await page.ClickAsync(".side form .primary");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator("dialog .problem")).ToContainTextAsync("You are signed out");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".banner:not([hidden]) a")).ToHaveAttributeAsync("href", ConsoleFixture.Prefix);
        Assert.Equal("33", await page.InputValueAsync("[name=burst]"));
        Assert.Equal(20, (await Room.GetSettingsAsync(ConsoleSale.Concert)).Burst);

        await SignInAsync(page.Context, "operator.minji");
        await page.EvaluateAsync("() => dispatchEvent(new Event('focus'))");
        await Expect(page.Locator(".banner:not([hidden])")).ToHaveCountAsync(0);
        await page.ClickAsync(".side form .primary");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator(".notice")).ToContainTextAsync("20 → 33");
        await page.ClickAsync(".notice button.strong");
        await Expect(page.Locator(".notice")).ToContainTextAsync("33 → 20");
        Errors.Clear();
    }

    [Theory]
    [InlineData(403, "ACCESS_DENIED", "You may not do this")]
    [InlineData(409, "CONFLICT", "was faster")]
    [InlineData(503, "QUEUE_UNAVAILABLE", "does not answer")]
    [InlineData(500, "INTERNAL_ERROR", "report the number abc")]
    public async Task Each_refusal_has_its_sentence(int status, string code, string sentence)
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Paused));
        await page.RouteAsync("**/settings", route => route.FulfillAsync(new() { Status = status, ContentType = "application/json", Body = $$$"""{"error":{"code":"{{{code}}}","message":"<b>no</b>","trace_id":"abc"}}""" }));
        await page.ClickAsync("[data-set-mode=draining]");
        await page.ClickAsync("dialog .primary");
        await Expect(page.Locator("dialog .problem")).ToContainTextAsync(sentence);
        Assert.Equal(0, await page.Locator("dialog .problem b").CountAsync());
        Assert.Equal(EventMode.Paused, (await Room.GetSettingsAsync(ConsoleSale.Paused)).Mode);
        Errors.Clear();
    }

    [Fact]
    public async Task A_stranger_sees_nothing()
    {
        var page = await OpenAsync(null);
        foreach (var path in (string[])["", "/api/me", "/api/events", $"/api/events/{ConsoleSale.Concert}"])
            Assert.Equal(401, (await page.APIRequest.GetAsync(Address + path)).Status);
    }

    [Fact]
    public async Task It_speaks_Korean_and_keeps_the_choice()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert), new() { Locale = "ko-KR", ViewportSize = new() { Width = 1280, Height = 800 } });
        await Expect(page.Locator(".tabs [aria-current]")).ToHaveTextAsync("현황");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
        await page.SelectOptionAsync(".who select", "en");
        await Expect(page.Locator(".tabs [aria-current]")).ToHaveTextAsync("Now");
        await page.GotoAsync(Address + At(ConsoleSale.Concert, "audit"));
        await Expect(page.Locator(".tabs [aria-current]")).ToHaveTextAsync("Audit");
    }
}
