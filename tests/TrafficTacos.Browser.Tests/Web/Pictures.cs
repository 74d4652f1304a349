using Microsoft.Playwright;

namespace TrafficTacos.Browser.Tests.Web;

/// <summary>Pictures of the pages, for somebody who looks at them: in the folder that the environment variable BROWSER_PICTURES names.</summary>
internal static class Pictures
{
    public static async Task TakeAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BROWSER_PICTURES") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
