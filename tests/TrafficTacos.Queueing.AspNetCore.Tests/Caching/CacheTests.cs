using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Tests.Caching;

/// <summary>What the queue or the gate answers is never cached; what admitted visitors share may be cached behind the gate.</summary>
public sealed class CacheTests : IAsyncDisposable
{
    private const string Event = "concert";

    private readonly LogCollector _log = new();
    private WebApplication? _app;
    private HttpClient? _http;
    private int _runs;

    [Theory]
    [InlineData("on the group")]
    [InlineData("for everything")]
    [InlineData("around everything, by response headers")]
    public async Task Two_visitors_never_see_one_status(string how)
    {
        await StartAsync(
            services =>
            {
                services.AddOutputCache(cache =>
                {
                    if (how == "for everything")
                        cache.AddBasePolicy(policy => policy.Cache().With(_ => true));
                });
                services.AddResponseCaching();
            },
            app =>
            {
                if (how == "around everything, by response headers")
                {
                    app.UseResponseCaching();
                    app.Use((context, next) =>
                    {
                        context.Response.Headers.CacheControl = "public, max-age=60";
                        return next();
                    });
                }

                app.UseOutputCache();
                app.UseAdmission();
                var queue = app.MapWaitingRoom();
                if (how == "on the group")
                    queue.CacheOutput();
            });
        var room = new TestRoom(_app!.Services);
        foreach (var position in (long[])[1, 2])
        {
            var token = (await room.JoinAsync(Event)).WaitingToken!;
            var status = await AskAsync("/queue/status", token, "X-Waiting-Token");
            Assert.Equal(position, status.Number("position"));
            Assert.Equal("no-store", status.Header("Cache-Control"));
        }
    }

    [Fact]
    public async Task An_output_cache_in_front_of_the_gate_stores_no_gated_page()
    {
        await StartAsync(services => services.AddOutputCache(), app =>
        {
            app.UseOutputCache();
            app.UseAdmission();
            MapPage(app).CacheOutput();
        });
        var pass = await PassAsync();
        Assert.Equal("page 1", (await AskAsync("/page", pass)).Should(HttpStatusCode.OK).Text);
        (await AskAsync("/page", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
        Assert.Equal("page 2", (await AskAsync("/page", await PassAsync())).Should(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task An_output_cache_behind_the_gate_works()
    {
        await StartAsync(services => services.AddOutputCache(), app =>
        {
            app.UseAdmission();
            app.UseOutputCache();
            MapPage(app).CacheOutput();
        });
        foreach (var _ in (int[])[1, 2])
            Assert.Equal("page 1", (await AskAsync("/page", await PassAsync())).Should(HttpStatusCode.OK).Text);
        (await AskAsync("/page", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task A_response_cache_in_front_of_the_gate_fails_the_request_and_says_why()
    {
        await StartAsync(services => services.AddResponseCaching(), app =>
        {
            app.UseResponseCaching();
            app.UseAdmission();
            MapPage(app, "public, max-age=60");
        });
        (await AskAsync("/page", await PassAsync())).ShouldFail(HttpStatusCode.InternalServerError, "INTERNAL_ERROR");
        Assert.Contains(_log.Lines, line => line.Contains("app.UseResponseCaching() stands before app.UseAdmission()", StringComparison.Ordinal));
        Assert.Equal(0, _runs);
    }

    [Fact]
    public async Task A_response_cache_behind_the_gate_works()
    {
        await StartAsync(services => services.AddResponseCaching(), app =>
        {
            app.UseAdmission();
            app.UseResponseCaching();
            MapPage(app, "public, max-age=60");
        });
        foreach (var _ in (int[])[1, 2])
            Assert.Equal("page 1", (await AskAsync("/page", await PassAsync())).Should(HttpStatusCode.OK).Text);
        (await AskAsync("/page", null)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Theory]
    [InlineData(null, "private")]
    [InlineData("public, max-age=60", "max-age=60, private")]
    [InlineData("public, max-age=60, s-maxage=600", "max-age=60, private")]
    [InlineData("max-age=31536000, immutable", "max-age=31536000, private, immutable")]
    [InlineData("no-store", "no-store")]
    [InlineData("no-cache", "no-cache, private")]
    public async Task A_shared_cache_further_out_is_told_not_to_keep_a_gated_response(string? said, string sent)
    {
        await StartAsync(_ => { }, app =>
        {
            app.UseAdmission();
            MapPage(app, said, cdn: "public, max-age=600");
        });
        var page = (await AskAsync("/page", await PassAsync())).Should(HttpStatusCode.OK);
        Assert.Equal((sent, null), (page.Header("Cache-Control"), page.Header("CDN-Cache-Control")));
        Assert.Equal("no-store", (await AskAsync("/page", null)).Header("Cache-Control"));
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private RouteHandlerBuilder MapPage(WebApplication app, string? cacheControl = null, string? cdn = null) => app.MapGet("/page", (HttpContext context) =>
    {
        if (cacheControl is not null)
            context.Response.Headers.CacheControl = cacheControl;
        if (cdn is not null)
            context.Response.Headers["CDN-Cache-Control"] = cdn;
        return $"page {Interlocked.Increment(ref _runs)}";
    }).RequireAdmission("sale");

    private async Task StartAsync(Action<IServiceCollection> services, Action<WebApplication> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWaitingRoom().AddPolicy("sale", Event);
        services(builder.Services);
        _app = builder.Build();
        configure(_app);
        await _app.StartAsync();
        _http = HttpVisitor.Client(new Uri(_app.Urls.Single()));
    }

    private async Task<string> PassAsync()
    {
        var room = new TestRoom(_app!.Services);
        return (await room.EnterAsync((await room.JoinAsync(Event)).WaitingToken!)).ReservationToken!;
    }

    private Task<Answer> AskAsync(string path, string? token, string header = "X-Reservation-Token")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        return _http!.AskAsync(token is null ? request : request.With(header, token));
    }
}
