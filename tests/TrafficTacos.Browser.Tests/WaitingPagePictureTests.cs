using Microsoft.Playwright;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Browser.Tests;

/// <summary>The pictures of the documents: WAITING_PAGE_PICTURES=docs/images writes them there, otherwise into a temporary folder.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WaitingPagePictureTests(BrowserFixture fixture) : WaitingPageTests(fixture)
{
    private const int LargestPicture = 60_000;

    [Theory]
    [InlineData("waiting", WaitingPageState.Waiting, "en", ColorScheme.Light, 720, 640)]
    [InlineData("ready", WaitingPageState.Ready, "en", ColorScheme.Light, 720, 420)]
    [InlineData("gathering", WaitingPageState.Gathering, "en", ColorScheme.Light, 720, 720)]
    [InlineData("mobile-dark", WaitingPageState.Waiting, "ar", ColorScheme.Dark, 360, 780)]
    [InlineData("paused", WaitingPageState.Paused, "en", ColorScheme.Light, 600, 480)]
    [InlineData("full", WaitingPageState.Full, "en", ColorScheme.Light, 600, 440)]
    [InlineData("closed", WaitingPageState.Closed, "en", ColorScheme.Light, 600, 300)]
    [InlineData("checking", WaitingPageState.Checking, "en", ColorScheme.Light, 600, 300)]
    public async Task A_picture(string name, WaitingPageState state, string language, ColorScheme scheme, int width, int height)
    {
        Site.Options.AccentColor = "#b3261e";
        Site.Show(state, language, poll: 300);
        await using var visitor = await Browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, TimezoneId = "Asia/Seoul" });
        var page = await OpenAsync(visitor);
        await TakeAsync(page, name);
    }

    [Fact]
    public async Task A_picture_of_a_page_without_a_network()
    {
        Expected = _ => true;
        Site.Options.AccentColor = "#b3261e";
        Site.Show(WaitingPageState.Waiting, poll: 1);
        await using var visitor = await Browser.NewContextAsync(new() { ViewportSize = new() { Width = 600, Height = 640 } });
        var page = await OpenAsync(visitor);
        await visitor.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator("[data-trouble]")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await TakeAsync(page, "offline");
    }

    private static async Task TakeAsync(IPage page, string name)
    {
        var folder = Environment.GetEnvironmentVariable("WAITING_PAGE_PICTURES") ?? Directory.CreateTempSubdirectory("waiting-page").FullName;
        var picture = Path.Combine(folder, $"waiting-page-{name}.png");
        await page.ScreenshotAsync(new() { Path = picture });
        Assert.InRange(new FileInfo(picture).Length, 5_000, LargestPicture);
    }
}
