using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>The pictures of the documents: CONSOLE_PICTURES=docs/images writes them there, otherwise into a temporary folder.</summary>
public sealed class ConsolePictureTests(ConsoleFixture fixture) : ConsoleTests(fixture)
{
    private const int LargestPicture = 60_000;

    [Theory]
    [InlineData("events", "en-US", ColorScheme.Light, 1120, 400)]
    [InlineData("now", "en-US", ColorScheme.Light, 1120, 780)]
    [InlineData("change", "en-US", ColorScheme.Dark, 1120, 560)]
    [InlineData("visitor", "en-US", ColorScheme.Light, 1120, 820)]
    [InlineData("phone", "ko-KR", ColorScheme.Dark, 390, 780)]
    public async Task A_picture(string name, string locale, ColorScheme scheme, int width, int height)
    {
        var folder = Environment.GetEnvironmentVariable("CONSOLE_PICTURES") ?? Directory.CreateTempSubdirectory("console").FullName;
        var hash = name switch { "events" => "", "visitor" => At(ConsoleSale.Concert, "visitor"), _ => At(ConsoleSale.Concert) };
        var page = await OpenAsync("operator.minji", hash, new() { Locale = locale, ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
        await Expect(page.Locator(name is "events" ? ".event-list tbody tr" : name is "visitor" ? "[name=value]" : ".chart canvas").First).ToBeVisibleAsync();
        if (name is "change")
        {
            await page.FillAsync("[name=maximum_shoppers]", "160");
            await Expect(page.Locator(".side .forecast:not(:empty)")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Enter");
        }
        else if (name is "visitor")
        {
            await page.FillAsync("[name=value]", (await Room.GetStatusAsync(Sale.CallersToken)).SupportCode!);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".visitor")).ToBeVisibleAsync();
        }

        var picture = await CompressAsync(page.Context, await page.ScreenshotAsync());
        await File.WriteAllBytesAsync(Path.Combine(folder, $"console-{name}.webp"), picture);
        Assert.InRange(picture.Length, 5_000, LargestPicture);
    }

    /// <summary>As WebP, which the browser writes; a PNG of it is three times as large.</summary>
    private static async Task<byte[]> CompressAsync(IBrowserContext context, byte[] png)
    {
        var page = await context.NewPageAsync();
        return Convert.FromBase64String(await page.EvaluateAsync<string>(
            """
            async png => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + png;
              await image.decode();
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [image.width, image.height];
              canvas.getContext('2d').drawImage(image, 0, 0);
              return canvas.toDataURL('image/webp', 0.85).split(',')[1];
            }
            """,
            Convert.ToBase64String(png)));
    }
}
