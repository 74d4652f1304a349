using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>The waiting room behind the rate limit, on Kestrel, with a clock that the test controls.</summary>
internal sealed class LimitedGateway : IAsyncDisposable
{
    public const string Login = "/api/v1/auth/login";

    private const string AddressHeader = "X-Test-Address";

    private LimitedGateway(Shop shop, FakeTimeProvider time, CounterCollector counters)
    {
        Shop = shop;
        Time = time;
        Counters = counters;
    }

    public Shop Shop { get; }

    public FakeTimeProvider Time { get; }

    public CounterCollector Counters { get; }

    /// <param name="settings">Null for 50 a second, 100 at once, 10 log-ins a minute.</param>
    /// <param name="redis">The Redis of the buckets. The queue stays in memory.</param>
    /// <param name="hasAccounts">Whether there are accounts. Otherwise every log-in succeeds.</param>
    public static async Task<LimitedGateway> OpenAsync(RateLimitSettings? settings = null, string? redis = null, bool hasAccounts = false)
    {
        settings ??= TestSettings.RateLimit();
        var time = new FakeTimeProvider(TestedTokenBuckets.Start);
        var counters = new CounterCollector();
        var shop = await Shop.OpenAsync(new ShopPlan
        {
            Services = services =>
            {
                services.AddSingleton<TimeProvider>(time);
                services.AddCors();
                services.AddGatewayRedis(TestSettings.Redis(redis));
                services.AddGatewayRateLimit(settings);
                if (hasAccounts)
                    services.AddAccounts(TestSettings.Accounts());
            },
            Map = app =>
            {
                counters.Listen(app.Services);
                app.UseCors(policy => policy.AllowAnyOrigin());
                app.Use(Pretend);
                app.UseGatewayRateLimit();
                if (hasAccounts)
                    app.MapAccounts(SaleShop.Api).RequireRateLimiting(RateLimitPolicies.Accounts);
                else
                    app.MapPost(Login, () => "in").RequireRateLimiting(RateLimitPolicies.Accounts);
                app.MapGet("/metrics", () => "all is well");
                app.MapGet("/fails", string () => throw new InvalidOperationException("on purpose"));
            },
        });
        return new LimitedGateway(shop, time, counters);
    }

    /// <summary>A request from any address.</summary>
    public Task<Answer> AskAsync(HttpMethod method, string path, string? user = null, string? token = null, string? address = null, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (user is not null)
            request.With(Shop.UserHeader, user);
        if (token is not null)
            request.With("X-Waiting-Token", token);
        if (address is not null)
            request.With(AddressHeader, address);
        return Shop.Http.AskAsync(request);
    }

    /// <summary>A request that decisions a token of the user's bucket, else of the address's, and does nothing else.</summary>
    public Task<Answer> AskAsync(string? user = null, string? address = null) => AskAsync(HttpMethod.Get, "/nothing", user, null, address);

    public Task<Answer> StatusAsync(string token, string? address = null) => AskAsync(HttpMethod.Get, Shop.Prefix + "/status", null, token, address);

    public async ValueTask DisposeAsync()
    {
        Counters.Dispose();
        await Shop.DisposeAsync();
    }

    /// <summary>Takes the place of authentication and of clients at other addresses.</summary>
    private static Task Pretend(HttpContext context, RequestDelegate next)
    {
        if (Shop.User(context) is { } user)
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user)], "test"));
        if (context.Request.Headers[AddressHeader] is [{ } address])
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return next(context);
    }
}
