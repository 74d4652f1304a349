using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Browser.Tests;

/// <summary>axe finds nothing in any state, however the visitor looks at the page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WaitingPageAccessibilityTests(BrowserFixture fixture) : WaitingPageTests(fixture)
{
    private static readonly WaitingPageState[] Coloured = [WaitingPageState.Waiting, WaitingPageState.Ready, WaitingPageState.LogInRequired];

    /// <summary>A colour of the shop's changes a few elements: these states have them all.</summary>
    [Theory]
    [InlineData("light", "en", ColorScheme.Light, ForcedColors.None, 1280, null)]
    [InlineData("dark, small, right to left", "ar", ColorScheme.Dark, ForcedColors.None, 320, null)]
    [InlineData("forced colours", "ja", ColorScheme.Dark, ForcedColors.Active, 800, null)]
    [InlineData("pale", "zh-Hans", ColorScheme.Light, ForcedColors.None, 320, "#ffe14d")]
    [InlineData("deep", "ko", ColorScheme.Dark, ForcedColors.None, 800, "#001a66")]
    public async Task Axe_finds_nothing(string name, string language, ColorScheme scheme, ForcedColors colors, int width, string? accent)
    {
        Site.Options.AccentColor = accent;
        await using var visitor = await Browser.NewContextAsync(new() { ColorScheme = scheme, ForcedColors = colors, ViewportSize = new() { Width = width, Height = 800 } });
        var found = new List<string>();
        foreach (var state in accent is null ? Enum.GetValues<WaitingPageState>() : Coloured)
        {
            Site.Show(state, language);
            var page = await OpenAsync(visitor);
            if (state is WaitingPageState.Waiting)
                await page.EvaluateAsync("() => { const trouble = document.querySelector('[data-trouble]'); trouble.hidden = false; trouble.textContent = document.getElementById('waiting-room').dataset.busy; document.querySelector('[data-check]').hidden = false; }");
            await CheckAsync(page, $"{name}, {state}", found);
            await page.CloseAsync();
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task The_preview_is_accessible_too()
    {
        await using var visitor = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = 1200, Height = 800 } });
        var page = await OpenAsync(visitor, WaitingSite.BasePath + "/preview");
        await page.Locator("iframe").First.ContentFrame.Locator("h1").WaitForAsync();
        Assert.Equal(PageLanguage.All.Count * Enum.GetValues<WaitingPageState>().Length, await page.Locator("iframe").CountAsync());
        Assert.Empty((await page.RunAxe(new() { Iframes = false })).Violations.Select(violation => violation.Id));
    }

    /// <summary>Also at the width that 400 % zoom of a usual window leaves.</summary>
    private static async Task CheckAsync(IPage page, string what, List<string> found)
    {
        var result = await page.RunAxe();
        found.AddRange(result.Violations.Select(violation => $"{what}: {violation.Id}: {violation.Help}: {violation.Nodes[0].Html}"));
        if (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            found.Add($"{what}: scrolls sideways");
    }
}
