using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests;

/// <summary>clients/draw computes what the library computes, and finds what was exchanged.</summary>
[Collection(GatewayCollection.Name)]
public sealed class DrawPageTests(BrowserFixture fixture) : IAsyncLifetime
{
    private const int Count = 5_000;
    private const int Visitor = 1_234;
    private const string Query = "?papers=/files/papers&leaves=/files/leaves&mine=/files/mine";

    private DrawPage _server = null!;
    private IBrowserContext _visitor = null!;

    public async Task InitializeAsync()
    {
        _server = await DrawPage.ServeAsync();
        _server.Files["papers"] = SampleDraw.Papers(Count).Write();
        _server.Files["leaves"] = SampleDraw.Leaves(Count).Bytes.ToArray();
        _server.Files["mine"] = SampleDraw.MineJson(Count, Visitor);
        _visitor = await fixture.Browser.NewContextAsync();
    }

    public async Task DisposeAsync()
    {
        await _visitor.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_page_agrees_with_the_library_in_every_number_and_asks_no_other_host()
    {
        var page = await _visitor.NewPageAsync();
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        var errors = new List<string>();
        page.Request += (_, request) => hosts.Add(new Uri(request.Url).Authority);
        page.Console += (_, message) => errors.AddRange(string.Equals(message.Type, "error", StringComparison.Ordinal) ? [message.Text] : []);
        await CheckAsync(page);

        Assert.Equal("The draw holds: all 5,000 numbers follow from what was announced.", await VerdictAsync(page));
        Assert.Equal(SampleDraw.Numbers(Count), await page.EvaluateAsync<int[]>("() => Array.from(window.drawResult.numbers)"));
        Assert.Equal(
            $"Your number is {JsonDocument.Parse(_server.Files["mine"]).RootElement.GetProperty("draw_number").GetInt32().ToString("N0", CultureInfo.InvariantCulture)}.",
            await page.TextContentAsync("#own"));
        // All of them, the beacon's signature included.
        Assert.Equal(
            [
                "announcement_hash", "beacon", "announced_before", "frozen_in_time", "amendments", "entries", "root", "round", "randomness", "signature", "seed",
                "mine.leaf", "mine.path", "mine.listed", "mine.draw_number",
            ],
            await page.EvaluateAsync<string[]>("() => window.drawResult.findings.filter(finding => finding.holds).map(finding => finding.check)"));
        Assert.Equal(15, await page.Locator("#findings .good").CountAsync());
        Assert.Equal([new Uri(_server.Address).Authority], hosts.Where(host => host.Length > 0));
        Assert.Empty(errors);
        await page.SetViewportSizeAsync(320, 640);
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 320);
        await page.SetViewportSizeAsync(1280, 800);
        if (Environment.GetEnvironmentVariable("DRAW_SCREENSHOTS") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "light.png"), FullPage = true });
            await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await page.SetViewportSizeAsync(320, 640);
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "dark.png"), FullPage = true });
        }
    }

    [Fact]
    public async Task One_exchanged_leaf_is_noticed()
    {
        var leaves = _server.Files["leaves"];
        leaves[^1] ^= 1;
        var page = await _visitor.NewPageAsync();
        await CheckAsync(page);
        Assert.Equal("2 checks do not hold: this draw is not what was announced.", await VerdictAsync(page));
        // The other leaf has another number, which moves this visitor by one.
        Assert.Equal(["root", "mine.draw_number"], await WrongAsync(page));
    }

    /// <summary>Whoever exchanges root and seed to match still does not have the beacon's signature.</summary>
    [Fact]
    public async Task A_signature_that_is_not_the_beacons_is_noticed()
    {
        var papers = SampleDraw.Papers(Count);
        var forged = papers.Beacon!.Signature!.ToArray();
        forged[^1] ^= 1;
        _server.Files["papers"] = (papers with { Beacon = papers.Beacon with { Signature = forged, Randomness = SHA256.HashData(forged) } }).Write();
        var page = await _visitor.NewPageAsync();
        await CheckAsync(page);
        Assert.Equal(["signature", "seed"], await WrongAsync(page));
    }

    [Fact]
    public async Task Files_that_are_chosen_are_checked_and_what_is_no_draw_is_refused()
    {
        var page = await _visitor.NewPageAsync();
        await page.GotoAsync(_server.Address);
        await ChooseAsync("papers", _server.Files["papers"]);
        await ChooseAsync("leaves", _server.Files["leaves"]);
        await SubmitAsync();
        Assert.StartsWith("The draw holds", await VerdictAsync(page), StringComparison.Ordinal);
        Assert.True(await page.IsHiddenAsync("#own"));

        await ChooseAsync("leaves", [.. _server.Files["leaves"].Reverse()]);
        await SubmitAsync();
        Assert.Contains("ascending order", await VerdictAsync(page), StringComparison.Ordinal);

        await ChooseAsync("papers", "<html>"u8.ToArray());
        await SubmitAsync();
        Assert.Equal("The papers: this is no JSON.", await VerdictAsync(page));

        Task ChooseAsync(string field, byte[] file) => page.SetInputFilesAsync("#" + field, new FilePayload { Name = field, MimeType = "application/octet-stream", Buffer = file });

        async Task SubmitAsync()
        {
            await page.EvaluateAsync("() => document.getElementById('verdict').textContent = ''");
            await page.ClickAsync("button");
            await page.WaitForFunctionAsync("() => document.getElementById('verdict').textContent !== '' && document.getElementById('work').hidden");
        }
    }

    [Fact]
    public async Task The_bundled_signature_check_is_what_its_source_gives()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("traffictacos-bundle-").FullName, "bundle.js");
        var (exitCode, output) = await NodePrograms.RunAsync([Path.Combine(NodePrograms.Folder, "bundle-beacon-signature.mjs"), file]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(await File.ReadAllTextAsync(file), await File.ReadAllTextAsync(Path.Combine(BrowserFixture.Path("DrawPage"), "beacon-signature.js")));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private async Task CheckAsync(IPage page)
    {
        await page.GotoAsync(_server.Address + "/" + Query);
        await page.WaitForSelectorAsync("#result:not([hidden])");
    }

    private static Task<string?> VerdictAsync(IPage page) => page.TextContentAsync("#verdict");

    private static Task<string[]> WrongAsync(IPage page) =>
        page.EvaluateAsync<string[]>("() => window.drawResult.findings.filter(finding => finding.holds === false).map(finding => finding.check)");
}
