using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Browser.Tests;

/// <summary>The page with nothing but a keyboard.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WaitingPageKeyboardTests(BrowserFixture fixture) : WaitingPageTests(fixture)
{
    private const string Focused = "() => { const one = document.activeElement; return one === document.body ? '' : one.textContent.trim(); }";

    [Fact]
    public async Task The_link_to_log_in_is_reached_seen_and_followed()
    {
        Site.Show(WaitingPageState.LogInRequired, poll: 300);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("Log in", await page.EvaluateAsync<string>(Focused));
        Assert.NotEqual("none 0px", await page.EvaluateAsync<string>("() => { const style = getComputedStyle(document.activeElement); return `${style.outlineStyle} ${style.outlineWidth}`; }"));
        Site.IsOpen = true;
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(Site.Address + "/login");
    }

    /// <summary>Nothing that is hidden takes the focus.</summary>
    [Fact]
    public async Task Where_there_is_nothing_to_do_nothing_is_reached()
    {
        Site.Show(WaitingPageState.Waiting, poll: 300);
        await using var visitor = await Browser.NewContextAsync();
        var page = await OpenAsync(visitor);
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("", await page.EvaluateAsync<string>(Focused));
    }
}
