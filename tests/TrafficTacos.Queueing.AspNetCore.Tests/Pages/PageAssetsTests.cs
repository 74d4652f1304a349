using System.IO.Compression;
using System.Text;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Pages;

/// <summary>The files of the page: what they weigh, and how they are named.</summary>
public sealed class PageAssetsTests
{
    [Fact]
    public void Page_script_and_styles_are_small()
    {
        var page = PageLanguage.All.Keys.Max(code => Compressed(Encoding.UTF8.GetBytes(SamplePage.Render(SamplePage.Context(language: code, events: SamplePage.Event(new string('가', 280)))))));
        var files = ((string[])["page.js", "client.js", "page.css", "icon.svg"]).Sum(name => Compressed(Find(name).Bytes));
        Assert.InRange(page + files, 5_000, 15 * 1024);
        Assert.InRange(Compressed(Find("client.js").Bytes), 1_000, 6 * 1024);
    }

    [Theory]
    [InlineData("page.js", "text/javascript; charset=utf-8")]
    [InlineData("client.js", "text/javascript; charset=utf-8")]
    [InlineData("client.d.ts", "text/plain; charset=utf-8")]
    [InlineData("page.css", "text/css; charset=utf-8")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("accent-00aaff.css", "text/css; charset=utf-8")]
    [InlineData("draw/index.html", "text/html; charset=utf-8")]
    [InlineData("draw/page.js", "text/javascript; charset=utf-8")]
    public void Files_have_a_type_and_a_version(string name, string type)
    {
        Assert.Equal(type, Find(name).ContentType);
        Assert.Matches("^[0-9a-f]{12}$", Find(name).Version);
    }

    [Theory]
    [InlineData("nothing.js")]
    [InlineData("../page.js")]
    [InlineData("accent-00aaf.css")]
    [InlineData("accent-}*{x:y.css")]
    [InlineData("")]
    public void Nothing_else_is_served(string name) => Assert.False(PageAssets.TryFind(name, out _));

    /// <summary>Who has an older client for a year does not combine it with a newer page.</summary>
    [Fact]
    public void The_script_names_the_version_of_the_client() =>
        Assert.Contains($"from './client.js?v={Find("client.js").Version}'", Encoding.UTF8.GetString(Find("page.js").Bytes), StringComparison.Ordinal);

    [Theory]
    [InlineData("#ffff00")]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("#808080")]
    [InlineData("#d7263d")]
    public void A_shop_s_colour_has_enough_contrast(string shop)
    {
        Assert.True(AccentColor.TryParse(shop, out var color));
        var css = Encoding.UTF8.GetString(Find(color.FileName).Bytes);
        var (light, dark) = (Color(css, 0), Color(css, 1));
        Assert.InRange(light.ContrastWith(new(255, 255, 255)), 4.5, 21);
        Assert.InRange(dark.ContrastWith(new(0x1c, 0x1d, 0x21)), 4.5, 21);
        Assert.InRange(dark.ContrastWith(new(0, 0, 0)), 4.5, 21);

        static AccentColor Color(string css, int index) =>
            AccentColor.TryParse(css.Split("--accent:")[index + 1][..7], out var found) ? found : throw new InvalidOperationException(css);
    }

    [Fact]
    public void Mistakes_in_options_are_named()
    {
        Assert.Empty(PageOptionsCheck.MistakesOf(new WaitingPageOptions { AccentColor = "#A0b1C2", LogoUrl = "/logo.svg", LogInUrl = "https://id.example.com/", Texts = { ["waiting"] = "x", ["KO/Waiting_lead"] = "y" } }));
        var mistakes = PageOptionsCheck.MistakesOf(new WaitingPageOptions { AccentColor = "red", LogoUrl = "//cdn/logo", LogInUrl = "javascript:x", Texts = { ["wating"] = "x", ["xx/waiting"] = "y", ["a/b/c"] = "z" } });
        Assert.Equal(6, mistakes.Count());
    }

    [Fact]
    public void The_preview_shows_every_state_in_every_language()
    {
        var preview = PreviewPage.Render(SamplePage.Request(), "/_waiting-room");
        foreach (var code in PageLanguage.All.Keys)
        {
            foreach (var state in Enum.GetValues<WaitingPageState>().Select(PageViewFactory.NameOf))
            {
                Assert.Contains($"src=\"/_waiting-room/preview/{state}/{code}\"", preview, StringComparison.Ordinal);
                var page = PreviewPage.RenderState(SamplePage.Request(), "/_waiting-room", state, code);
                Assert.Contains(PageLanguage.All[code].Texts[state], page, StringComparison.Ordinal);
                Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
                Assert.DoesNotContain("http-equiv", page, StringComparison.Ordinal);
            }
        }

        Assert.Null(PreviewPage.RenderState(SamplePage.Request(), "/_waiting-room", "nothing", "en"));
        Assert.Null(PreviewPage.RenderState(SamplePage.Request(), "/_waiting-room", "waiting", "xx"));
    }

    private static PageAsset Find(string name) => PageAssets.TryFind(name, out var asset) ? asset : throw new FileNotFoundException(name);

    private static int Compressed(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return (int)target.Length;
    }
}
