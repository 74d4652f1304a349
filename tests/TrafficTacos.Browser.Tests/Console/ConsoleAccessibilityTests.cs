using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>axe finds nothing in any view, however it is looked at; everything is reached by the keyboard.</summary>
public sealed class ConsoleAccessibilityTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private const string WidestElement =
        "() => [...document.querySelectorAll('main *')].filter(element => element.getBoundingClientRect().right > innerWidth + 1).map(element => element.outerHTML.slice(0, 120)).join(' ')";

    [Theory]
    [InlineData("en-US", ColorScheme.Light, ForcedColors.None, 1280)]
    [InlineData("ko-KR", ColorScheme.Dark, ForcedColors.None, 1280)]
    [InlineData("ko-KR", ColorScheme.Light, ForcedColors.None, 390)]
    [InlineData("en-US", ColorScheme.Dark, ForcedColors.None, 390)]
    [InlineData("en-US", ColorScheme.Dark, ForcedColors.Active, 800)]
    public async Task Axe_finds_nothing(string locale, ColorScheme scheme, ForcedColors colors, int width)
    {
        var page = await OpenAsync("operator.minji", options: new() { Locale = locale, ColorScheme = scheme, ForcedColors = colors, ViewportSize = new() { Width = width, Height = 800 } });
        var found = new List<string>();
        await Expect(page.Locator(".event-list tbody tr")).ToHaveCountAsync(3);
        await CheckAsync(page, "events", found);
        // With forced colours only what has colours of its own.
        foreach (var view in colors is ForcedColors.Active ? (string[])["now", "draw"] : ["now", "settings", "visitor", "groups", "draw", "audit", "report"])
        {
            await page.EvaluateAsync("hash => { location.hash = hash; }", At(view is "draw" ? ConsoleSale.Drawn : ConsoleSale.Concert, view));
            await Expect(page.Locator(".view > :visible")).ToHaveCountAsync(1);
            await PrepareAsync(page, view);
            await CheckAsync(page, view, found);
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task A_change_needs_no_mouse()
    {
        var page = await OpenAsync("operator.minji", At(ConsoleSale.Concert));
        await page.Locator("[data-set-mode=paused]").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("dialog button.primary")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-set-mode=paused]")).ToBeFocusedAsync();
        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
    }

    /// <summary>Opens what is closed at first.</summary>
    private static async Task PrepareAsync(IPage page, string view)
    {
        if (view is "now")
        {
            await Expect(page.Locator(".chart canvas").First).ToBeVisibleAsync();
            await page.EvaluateAsync("() => { for (const details of document.querySelectorAll('details')) details.open = true; }");
            await page.FillAsync("[name=admissions_per_second]", "1");
            await page.ClickAsync("[data-set-mode=off]");
            await Expect(page.Locator("dialog")).ToBeVisibleAsync();
        }
        else if (view is "visitor")
        {
            await page.SelectOptionAsync("[name=kind]", "user");
            await page.FillAsync("[name=value]", ConsoleSale.Caller);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".visitor")).ToBeVisibleAsync();
        }
        else if (view is "groups" or "audit")
        {
            await Expect(page.Locator(".view > :visible tbody tr").First).ToBeVisibleAsync();
        }
    }

    private static async Task CheckAsync(IPage page, string what, List<string> found)
    {
        var result = await page.RunAxe();
        found.AddRange(result.Violations.Select(violation => $"{what}: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}"));
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            found.Add($"{what}: scrolls sideways: {await page.EvaluateAsync<string>(WidestElement)}");
        if (await page.Locator("dialog").CountAsync() == 0)
            return;
        await page.Keyboard.PressAsync("Escape");
        result = await page.RunAxe();
        found.AddRange(result.Violations.Select(violation => $"{what}, behind the question: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}"));
    }
}
