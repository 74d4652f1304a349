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
    public async Task A_picture(string name, WaitingPageState state, string language, ColorScheme scheme, int width, int height)
    {
        var folder = Environment.GetEnvironmentVariable("WAITING_PAGE_PICTURES") ?? Directory.CreateTempSubdirectory("waiting-page").FullName;
        Site.Options.AccentColor = "#b3261e";
        Site.Show(state, language, poll: 300);
        await using var visitor = await Browser.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height }, TimezoneId = "Asia/Seoul" });
        var page = await OpenAsync(visitor);
        var picture = Path.Combine(folder, $"waiting-page-{name}.png");
        await page.ScreenshotAsync(new() { Path = picture });
        Assert.InRange(new FileInfo(picture).Length, 5_000, LargestPicture);
    }
}
