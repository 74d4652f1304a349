using System.Net;

namespace TrafficTacos.Gateway.Host.Tests.Operators;

/// <summary>The page with the form, and where its form may be sent from.</summary>
public sealed class SignInPageTests : IAsyncLifetime
{
    private readonly UsersFile _users = UsersFile.Create();
    private OperatorApp _gateway = null!;
    private OperatorBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _gateway = await OperatorApp.OpenAsync(new OperatorAppOptions { Users = _users });
        _browser = new OperatorBrowser(_gateway.Http);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _users.Dispose();
    }

    [Fact]
    public async Task It_loads_its_style_and_nothing_else_and_stands_in_no_frame()
    {
        var page = (await _browser.GetAsync(OperatorBrowser.SignIn)).Should(HttpStatusCode.OK);
        Assert.Equal("text/html; charset=utf-8", page.Header("Content-Type"));
        Assert.Equal("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'", page.Header("Content-Security-Policy"));
        Assert.Equal(("no-store", "nosniff", "DENY", "same-origin"), (page.Header("Cache-Control"), page.Header("X-Content-Type-Options"), page.Header("X-Frame-Options"), page.Header("Referrer-Policy")));
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page.Text, StringComparison.Ordinal);
        var style = (await _browser.GetAsync("/operator/sign-in.css")).Should(HttpStatusCode.OK);
        Assert.Equal("text/css; charset=utf-8", style.Header("Content-Type"));
        (await _browser.GetAsync("/operator/sign-in.css", ("If-None-Match", style.Header("ETag")!))).Should(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("", "", "<html lang=\"en\">")]
    [InlineData("", "ko-KR,ko;q=0.9,en;q=0.8", "<html lang=\"ko\">")]
    [InlineData("", "de, en;q=0.5, ko;q=0.6", "<html lang=\"ko\">")]
    [InlineData("", "ko;q=0, fr", "<html lang=\"en\">")]
    [InlineData("?lang=ko", "en", "<html lang=\"ko\">")]
    [InlineData("?lang=en", "ko", "<html lang=\"en\">")]
    [InlineData("?lang=xx", "ko", "<html lang=\"ko\">")]
    public async Task It_speaks_Korean_and_English(string query, string accepted, string expected)
    {
        (string, string)[] headers = accepted.Length == 0 ? [] : [("Accept-Language", accepted)];
        Assert.Contains(expected, (await _browser.GetAsync(OperatorBrowser.SignIn + query, headers)).Should(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_to_a_form_has_the_language_of_the_form()
    {
        var answer = (await _browser.PostAsync(OperatorBrowser.SignIn + "?lang=ko", OperatorBrowser.Form("nina", "x"))).Should(HttpStatusCode.Unauthorized);
        Assert.Contains("비밀번호가 맞지 않습니다", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_is_text()
    {
        var answer = (await _browser.SignInAsync("\"><script>alert(1)</script>", "x")).Should(HttpStatusCode.Unauthorized);
        Assert.DoesNotContain("<script", answer.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"&quot;&gt;&lt;script&gt;", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_prefix_its_addresses_begin_with_it()
    {
        (string, string) prefix = ("X-Forwarded-Prefix", "/shop");
        var page = (await _browser.GetAsync(OperatorBrowser.SignIn, prefix)).Should(HttpStatusCode.OK);
        Assert.Contains("action=\"/shop/operator/sign-in?lang=en\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/shop/operator/sign-in.css\"", page.Text, StringComparison.Ordinal);
        var form = new HttpRequestMessage(HttpMethod.Post, OperatorBrowser.SignIn) { Content = OperatorBrowser.Form(UsersFile.Viewer, UsersFile.Password) };
        Assert.Equal("/shop/operator", (await _browser.AskAsync(form, prefix, ("Sec-Fetch-Site", "same-origin"))).Should(HttpStatusCode.SeeOther).Header("Location"));
    }

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "null", true)]
    [InlineData("none", null, false)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", null, false)]
    [InlineData("cross-site", "https://gateway.example", false)]
    [InlineData("same-origin, cross-site", null, false)]
    [InlineData(null, "https://gateway.example", true)]
    [InlineData(null, "http://gateway.example", false)]
    [InlineData(null, "https://gateway.example:8443", false)]
    [InlineData(null, "https://gateway.example.evil.example", false)]
    [InlineData(null, "https://shop.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public async Task Forms_of_other_origins_are_refused(string? site, string? origin, bool isGood)
    {
        foreach (var path in (string[])[OperatorBrowser.SignIn, OperatorBrowser.SignOut])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = OperatorBrowser.Form(UsersFile.Viewer, UsersFile.Password) };
            request.Headers.Host = "gateway.example";
            if (site is not null)
                request.With("Sec-Fetch-Site", site);
            if (origin is not null)
                request.With("Origin", origin);
            var answer = await _browser.AskAsync(request);
            Assert.Equal(isGood ? HttpStatusCode.SeeOther : HttpStatusCode.Forbidden, answer.Status);
            // The shop's pages may read the gateway, and never this.
            Assert.Null(answer.Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Pages_of_the_shop_read_nothing_of_the_console()
    {
        (await _browser.SignInAsync(UsersFile.Viewer)).Should(HttpStatusCode.SeeOther);
        (string, string) shop = ("Origin", "https://shop.example");
        Assert.Equal("https://shop.example", (await _browser.GetAsync("/api/v1/queue/status", shop)).Header("Access-Control-Allow-Origin"));
        foreach (var path in (string[])["/operator", OperatorApp.Look, OperatorBrowser.SignIn])
        {
            Assert.Null((await _browser.GetAsync(path, shop)).Header("Access-Control-Allow-Origin"));
            var preflight = await _browser.AskAsync(new HttpRequestMessage(HttpMethod.Options, path), shop, ("Access-Control-Request-Method", "GET"));
            Assert.Null(preflight.Header("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Other_bodies_than_a_form_are_refused()
    {
        (await _browser.PostAsync(OperatorBrowser.SignIn, new StringContent("{}", null, "application/json"))).ShouldFail(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
        var many = new FormUrlEncodedContent(Enumerable.Range(0, 2000).Select(i => new KeyValuePair<string, string>($"n{i}", "x")));
        (await _browser.PostAsync(OperatorBrowser.SignIn, many)).ShouldFail(HttpStatusCode.BadRequest, "INVALID_REQUEST");
    }
}
