using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Mapping;

/// <summary>Where the queue's endpoints may be mapped, and what stands around them.</summary>
public sealed class MappingTests : IAsyncDisposable
{
    private WebApplication? _app;
    private HttpClient? _http;

    [Fact]
    public async Task The_queue_may_be_mapped_any_number_of_times()
    {
        await StartAsync(app =>
        {
            app.MapWaitingRoom();
            app.MapWaitingRoom("/api/v1/queue", options => options.RequireUserToEnter = true);
            app.MapGroup("/api/v{version}").MapWaitingRoom("/waiting");
            app.MapGet("/other", () => "still here");
        });
        foreach (var prefix in (string[])["/queue", "/api/v1/queue", "/api/v2/waiting"])
            await JoinAsync(prefix);
        (await _http!.AskAsync(HttpMethod.Get, "/other")).Should(HttpStatusCode.OK);

        var token = await JoinAsync("/queue");
        (await PostAsync("/api/v1/queue/enter", new { waiting_token = token })).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        (await PostAsync("/queue/enter", new { waiting_token = token })).Should(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/shop", null)]
    [InlineData(null, "/shop")]
    public async Task Behind_a_path_base_or_a_forwarded_prefix_links_point_to_what_the_client_sees(string? pathBase, string? forwarded)
    {
        await StartAsync(
            app =>
            {
                if (pathBase is not null)
                    app.UsePathBase(pathBase);
                app.UseRouting();
                app.UseAdmission();
                app.MapWaitingRoom("/queue");
                app.MapPost("/orders", () => "order").RequireAdmission("sale");
            },
            services => services.Configure<ForwardedHeadersOptions>(options =>
            {
                options.ForwardedHeaders = ForwardedHeaders.XForwardedPrefix;
                options.KnownProxies.Add(IPAddress.Loopback);
            }),
            forwardedHeaders: true);
        var request = new HttpRequestMessage(HttpMethod.Post, pathBase + "/orders");
        if (forwarded is not null)
            request.With("X-Forwarded-For", "10.0.0.1").With("X-Forwarded-Prefix", forwarded);
        var refused = await _http!.AskAsync(request);
        refused.ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal(("/shop/queue/join", "/shop/queue/status"), (refused.String("join_url"), refused.String("status_url")));
    }

    [Fact]
    public async Task Under_a_fallback_policy_only_users_wait_until_AllowAnonymous_says_otherwise()
    {
        await StartAsync(
            app =>
            {
                app.UseApiErrors();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapWaitingRoom("/closed");
                app.MapWaitingRoom("/open").AllowAnonymous();
            },
            services =>
            {
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });
        // No redirect to a log-in page, which the page's script could not show.
        (await PostAsync("/closed/join", new { event_id = "concert" })).ShouldFail(HttpStatusCode.Unauthorized, "MISSING_AUTHORIZATION");
        await JoinAsync("/open");
    }

    [Fact]
    public async Task Tokens_come_under_the_names_that_the_embedder_chose()
    {
        await StartAsync(
            app =>
            {
                app.UseAdmission();
                app.MapWaitingRoom();
                app.MapPost("/orders", () => "order").RequireAdmission("sale");
            },
            services => services.AddWaitingRoom().AddHttp(http =>
            {
                http.WaitingTokenHeader = "X-Place";
                http.WaitingTokenQuery = "place";
                http.ReservationTokenHeader = "X-Ticket";
            }));
        var token = await JoinAsync("/queue");
        (await _http!.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/queue/status").With("X-Place", token))).Should(HttpStatusCode.OK);
        (await _http!.AskAsync(HttpMethod.Get, "/queue/status?place=" + token)).Should(HttpStatusCode.OK);
        (await _http!.AskAsync(HttpMethod.Get, "/queue/status?token=" + token)).ShouldFail(HttpStatusCode.BadRequest, "MISSING_TOKEN");
        var pass = (await PostAsync("/queue/enter", new { waiting_token = token })).String("reservation_token");
        (await _http!.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/orders").With("X-Reservation-Token", pass))).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await _http!.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/orders").With("X-Ticket", pass))).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_user_may_be_found_asynchronously_and_is_the_same_everywhere()
    {
        await StartAsync(
            app =>
            {
                app.UseAdmission();
                app.MapWaitingRoom();
                app.MapPost("/orders", () => "order").RequireAdmission("sale");
            },
            services => services.AddWaitingRoom().AddHttp(http => http.UserIdSelector = async context =>
            {
                await Task.Yield();
                return context.Request.Headers["X-Who"];
            }));
        var joined = await SendAsync("/queue/join", "alice", new { event_id = "concert" });
        var token = joined.String("waiting_token");
        (await SendAsync("/queue/enter", "bob", new { waiting_token = token })).ShouldFail(HttpStatusCode.Forbidden, "ACCESS_DENIED");
        var pass = (await SendAsync("/queue/enter", "alice", new { waiting_token = token })).String("reservation_token");
        (await OrderAsync("bob")).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        (await OrderAsync("alice")).Should(HttpStatusCode.OK);

        Task<Answer> SendAsync(string path, string user, object body) =>
            _http!.AskAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }.With("X-Who", user));

        Task<Answer> OrderAsync(string user) =>
            _http!.AskAsync(new HttpRequestMessage(HttpMethod.Post, "/orders").With("X-Who", user).With("X-Reservation-Token", pass));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private async Task StartAsync(Action<WebApplication> configure, Action<IServiceCollection>? services = null, bool forwardedHeaders = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWaitingRoom().AddPolicy("sale", "concert");
        services?.Invoke(builder.Services);
        _app = builder.Build();
        if (forwardedHeaders)
            _app.UseForwardedHeaders();
        configure(_app);
        await _app.StartAsync();
        _http = HttpVisitor.Client(new Uri(_app.Urls.Single()));
    }

    private async Task<string> JoinAsync(string prefix) =>
        (await PostAsync(prefix + "/join", new { event_id = "concert" })).Should(HttpStatusCode.Accepted).String("waiting_token");

    private Task<Answer> PostAsync(string path, object body) =>
        _http!.AskAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });
}
