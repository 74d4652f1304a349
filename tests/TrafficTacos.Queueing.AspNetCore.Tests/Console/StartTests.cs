using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Console;

/// <summary>What an application must say before its console opens, and what holds in Development.</summary>
public sealed class StartTests : IAsyncDisposable
{
    private WebApplication? _app;
    private HttpClient? _http;

    [Theory]
    [InlineData("Production", null)]
    [InlineData("Staging", null)]
    [InlineData("Development", "look")]
    public async Task Without_a_policy_for_changes_it_does_not_start_and_says_what_to_write(string environment, string? viewPolicy)
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(environment, options => options.ViewPolicy = viewPolicy));
        Assert.Contains("options.ChangePolicy = \"operators\"", failed.Message, StringComparison.Ordinal);
        Assert.Contains("AddPolicy(\"operators\"", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typo", null)]
    [InlineData("change", "typo")]
    public async Task A_policy_that_does_not_exist_stops_the_start(string change, string? view)
    {
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(
            "Production", options => (options.ChangePolicy, options.ViewPolicy) = (change, view), services => services.AddAuthorizationBuilder().AddPolicy("change", policy => policy.RequireAuthenticatedUser())));
        Assert.Contains("'typo'", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_a_request_from_this_machine_is_the_developer()
    {
        await StartAsync("Development", null);
        var me = (await _http!.AskAsync(HttpMethod.Get, "/operator/api/me")).Should(HttpStatusCode.OK);
        Assert.Equal(("developer", true), (me.String("name"), me.Flag("can_change")));
        (await AskAsHostAsync("localhost:5000")).Should(HttpStatusCode.OK);
        (await AskAsHostAsync("[::1]")).Should(HttpStatusCode.OK);
        (await _http!.AskAsync(HttpMethod.Get, "/operator")).Should(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("rebound.example")]
    [InlineData("localhost.rebound.example")]
    [InlineData("127.0.0.1.rebound.example")]
    [InlineData("192.168.1.5")]
    public async Task A_name_that_another_site_let_point_to_this_machine_is_refused(string host)
    {
        await StartAsync("Development", null);
        (await AskAsHostAsync(host)).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        var page = await _http!.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/operator").With("Host", host));
        page.ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.5")]
    [InlineData("Forwarded", "for=203.0.113.5")]
    public async Task What_a_proxy_of_this_machine_brings_is_not_from_this_machine(string header, string value)
    {
        await StartAsync("Development", null);
        (await _http!.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/operator/api/me").With(header, value))).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
    }

    [Fact]
    public async Task The_page_sends_a_browser_to_log_in_and_the_api_does_not()
    {
        await StartAsync("Production", options => options.ChangePolicy = "change", services =>
        {
            services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => cookie.LoginPath = "/sign-in");
            services.AddAuthorizationBuilder().AddPolicy("change", policy => policy.RequireAuthenticatedUser());
        });
        var page = await _http!.AskAsync(HttpMethod.Get, "/operator");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Contains("/sign-in?ReturnUrl=%2Foperator", page.Header("Location"), StringComparison.Ordinal);
        (await _http!.AskAsync(HttpMethod.Get, "/operator/api/events")).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private Task<Answer> AskAsHostAsync(string host) => _http!.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/operator/api/me").With("Host", host));

    private async Task StartAsync(string environment, Action<WaitingRoomOperatorOptions>? configure, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWaitingRoom();
        services?.Invoke(builder.Services);
        _app = builder.Build();
        _app.MapWaitingRoomOperator("/operator", configure);
        await _app.StartAsync();
        _http = HttpVisitor.Client(new Uri(_app.Urls.Single()));
    }
}
