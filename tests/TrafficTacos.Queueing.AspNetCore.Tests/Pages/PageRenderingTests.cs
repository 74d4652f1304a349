using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Localization;
using TrafficTacos.Queueing.AspNetCore.Pages;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Pages;

/// <summary>The document that the gate answers with.</summary>
public sealed partial class PageRenderingTests
{
    private const string Hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;</title>";

    public static TheoryData<string, WaitingPageState> All
    {
        get
        {
            var all = new TheoryData<string, WaitingPageState>();
            foreach (var code in PageLanguage.All.Keys)
            {
                foreach (var state in Enum.GetValues<WaitingPageState>())
                    all.Add(code, state);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_state_in_every_language(string code, WaitingPageState state)
    {
        var page = SamplePage.Render(SamplePage.Context(state, code, events: SamplePage.Event("Doors open late", drawAt: SamplePage.Now.AddHours(1), opensAt: SamplePage.Now.AddHours(2))));
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{code}\" dir=\"{(code is "ar" ? "rtl" : "ltr")}\">", page, StringComparison.Ordinal);
        var texts = PageLanguage.All[code].Texts;
        var name = PageViewFactory.NameOf(state);
        Assert.Contains($">{texts[name]}</h1>", page, StringComparison.Ordinal);
        Assert.Contains(texts[name + "_lead"], page, StringComparison.Ordinal);
        Assert.Contains("Doors open late", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{", page, StringComparison.Ordinal);
        Assert.Equal(state is WaitingPageState.Scheduled or WaitingPageState.Gathering, page.Contains($"<p data-view=\"note\">{texts["draw_note"]}", StringComparison.Ordinal));
        NothingRunsInline(page);
    }

    [Fact]
    public void Whatever_others_wrote_is_text()
    {
        var options = new WaitingPageOptions { Title = Hostile, LogoUrl = Hostile, LogInUrl = Hostile, AccentColor = "#000;}</style>", Texts = { ["waiting"] = Hostile, ["en/offline"] = Hostile } };
        var page = SamplePage.Render(SamplePage.Context(status: SamplePage.Place(), events: SamplePage.Event(Hostile), returnUrl: "/" + Hostile, eventId: Hostile, method: Hostile), options);
        Assert.Single(Script().Matches(page));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("accent-", page, StringComparison.Ordinal);
        Assert.Contains("data-method=\"GET\"", page, StringComparison.Ordinal);
        NothingRunsInline(page);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    public void The_page_stays_on_its_host(string address)
    {
        var context = SamplePage.Context(WaitingPageState.Ready, returnUrl: address, isFormLost: true);
        Assert.Equal("/", SamplePage.View(context).GoUrl);
        Assert.DoesNotContain("evil", SamplePage.Render(context), StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", SamplePage.Render(context), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_in_link_is_no_script()
    {
        var context = SamplePage.Context(WaitingPageState.LogInRequired);
        Assert.Null(SamplePage.View(context, new() { LogInUrl = "javascript:alert(1)" }).LogInUrl);
        Assert.Equal("/account/login", SamplePage.View(context, new() { LogInUrl = "/account/login" }).LogInUrl);
    }

    [Fact]
    public void Without_script_the_page_asks_again()
    {
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"4\"></noscript><meta http-equiv=\"refresh\" content=\"60\">", SamplePage.Render(SamplePage.Context()), StringComparison.Ordinal);
        var form = SamplePage.Render(SamplePage.Context(returnUrl: "/basket", isFormLost: true, method: "POST"));
        Assert.Contains("content=\"4;url=/basket\"", form, StringComparison.Ordinal);
        Assert.Contains("What you filled in was not sent", form, StringComparison.Ordinal);
        Assert.Contains("<p data-check><a href=\"/basket\">", form, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_the_policy_replaces_the_page_s_own()
    {
        var options = new WaitingPageOptions { Texts = { ["waiting"] = "Hold on", ["ko/waiting"] = "기다려 주세요" } };
        Assert.Equal("Hold on", SamplePage.View(SamplePage.Context(), options).Heading);
        Assert.Equal("Hold on", SamplePage.View(SamplePage.Context(language: "ja"), options).Heading);
        Assert.Equal("기다려 주세요", SamplePage.View(SamplePage.Context(language: "ko"), options).Heading);
    }

    [Fact]
    public void The_message_is_in_the_page_s_language()
    {
        var status = new EventStatus { EventId = "concert", Message = new EventMessage { Text = "Late", Translations = new Dictionary<string, string>(StringComparer.Ordinal) { ["zh-CN"] = "稍晚", ["ko"] = "지연" } } };
        Assert.Equal("Late", SamplePage.View(SamplePage.Context(language: "ja", events: status)).Message);
        Assert.Equal("稍晚", SamplePage.View(SamplePage.Context(language: "zh-Hans", events: status)).Message);
    }

    [Fact]
    public void The_culture_of_the_application_decides_the_language()
    {
        var request = SamplePage.Request(acceptLanguage: "ko");
        request.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(new NamedCulture("ja-JP")), null));
        Assert.Equal("ja", WaitingPage.LanguageOf(request));
        request.Features.Set<IRequestCultureFeature>(new RequestCultureFeature(new RequestCulture(new NamedCulture("")), null));
        Assert.Equal("ko", WaitingPage.LanguageOf(request));
    }

    [Fact]
    public void The_view_goes_over_the_wire_with_its_names()
    {
        var json = JsonSerializer.Serialize(SamplePage.View(SamplePage.Context(), new() { Title = "Concert" }), PageJson.Default.PageView);
        Assert.Equal(
            """{"state":"waiting","title":"1,234 \u2013 You are in line \u2013 Concert","heading":"You are in line","lead":"It is busy at the moment. This page lets you in by itself when it is your turn.","position":"1,234","ahead":"1,233","expected":"about 12 minutes, most likely less than 15 minutes","expected_sec":720,"progress":40,"keep":"Please keep this page open. If you close it, come back soon: your place is kept for a while, but others may go in before you.","support_code":"7K3M-Q2ZD"}""",
            json);
    }

    private static void NothingRunsInline(string page)
    {
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"<[^>""]*(""[^""]*""[^>""]*)*\son\w+=", page);
        Assert.All(Script().Matches(page), script => Assert.Matches("^<script type=\"module\" src=\"/app/_waiting-room/page\\.js\\?v=[0-9a-f]{12}\"></script>$", script.Value));
    }

    /// <summary>The tests run in invariant mode, where there are no cultures.</summary>
    private sealed class NamedCulture(string name) : System.Globalization.CultureInfo("")
    {
        public override string Name => name;
    }

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline, 1000)]
    private static partial Regex Script();
}
