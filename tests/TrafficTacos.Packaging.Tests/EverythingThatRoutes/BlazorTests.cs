using System.Net;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Packaging.Tests.EverythingThatRoutes;

/// <summary>Razor components with interactive server rendering, one page of which needs a pass, in a real browser.</summary>
[Collection(PackagingCollection.Name)]
public sealed class BlazorTests(PackedPackages packages, EverythingApplication application) : EverythingTests(packages, application)
{
    [Theory]
    [InlineData("/blazor")]
    [InlineData("/site.css")]
    [InlineData("/_framework/blazor.web.js")]
    public async Task Other_pages_and_assets_need_no_pass(string path) => (await Shop.AskAsync(HttpMethod.Get, path, null)).Should(HttpStatusCode.OK);

    [Fact]
    public async Task A_gated_page_is_refused_without_a_pass_and_rendered_once_with_it()
    {
        (await Shop.AskAsync(HttpMethod.Get, "/blazor/shop", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var pass = await Shop.PassAsync();
        var page = (await Shop.AskAsync(HttpMethod.Get, "/blazor/shop", pass)).Should(HttpStatusCode.OK);
        Assert.Contains("a gated component", page.Text, StringComparison.Ordinal);
        (await Shop.AskAsync(HttpMethod.Get, "/blazor/shop", pass)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_SPENT");
    }

    [Fact]
    public async Task Static_assets_may_be_gated_too()
    {
        (await Shop.AskAsync(HttpMethod.Get, "/paid/site.css", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        var pass = await Shop.PassAsync();
        Assert.StartsWith("h1", (await Shop.AskAsync(HttpMethod.Get, "/paid/site.css", pass)).Should(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        await Shop.AssertPassAsync(pass, spent: true);
    }

    [Fact]
    public async Task The_circuit_of_a_page_works()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.FindExecutable(), Args = Chromium.Arguments });
        var page = await browser.NewPageAsync();
        var wrong = new List<string>();
        page.PageError += (_, error) => wrong.Add(error);
        var circuit = page.WaitForWebSocketAsync();
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Reservation-Token"] = await Shop.PassAsync() });
        await page.GotoAsync(new Uri(Shop.Address, "/blazor/shop").AbsoluteUri);
        await circuit;
        // It is enabled when the circuit is there.
        var button = page.GetByRole(AriaRole.Button);
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveTextAsync("1 bought");
        Assert.Equal([], wrong);
    }
}
