using System.Security.Claims;
using StackExchange.Redis;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>
/// Gateways composed of the host's components, one for each set of features. The host itself always requires a user and an
/// Idempotency-Key for a reservation. A gateway without authentication takes the user from a header.
/// </summary>
internal static class FeatureGateways
{
    /// <summary>The user of a gateway without authentication, so that all gateways do the same work.</summary>
    private const string UserHeader = "X-User";

    private static readonly AccountSettings Accounts = new(null, true);

    public static async Task RunAsync(int[] ports, string redis, string service)
    {
        var gateways = Enum.GetValues<GatewayFeatures>()
            .Select(features => Build(ports[(int)features], ConfigurationOptions.Parse(redis), new Uri(service), features))
            .ToList();
        await Task.WhenAll(gateways.Select(gateway => gateway.RunAsync()));
    }

    private static WebApplication Build(int port, ConfigurationOptions redis, Uri service, GatewayFeatures features)
    {
        var rateLimit = new RateLimitSettings(features >= GatewayFeatures.RateLimit, 1_000_000, 1_000_000, 10);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGatewayRedis(redis);
        builder.Services.AddGatewayAuthentication(new AuthenticationSettings(null, null, null, TimeSpan.FromMinutes(10), false));
        builder.Services.AddAccounts(Accounts);
        builder.Services.AddWaitingRoom(WaitingRoomFactory.AdmitEverybody).UseRedis(redis);
        var backend = new BackendSettings(service, TimeSpan.FromSeconds(5));
        builder.Services.AddBackends(backend, backend, BackendSettings.DefaultProbeTimeout);
        builder.Services.AddReservations(new ReservationSettings(true));
        builder.Services.AddGatewayRateLimit(rateLimit);

        var app = builder.Build();
        app.UseApiErrors();
        if (features >= GatewayFeatures.Authentication)
            app.UseGatewayAuthentication();
        else
            app.Use(TakeUserFromHeader);
        app.UseGatewayRateLimit(rateLimit);
        if (features >= GatewayFeatures.Authentication)
            app.UseGatewayAuthorization();
        app.MapWaitingRoom("/queue");
        var reservations = app.MapPost("/reservations", (Delegate)app.Services.GetRequiredService<ReservationHandlers>().CreateAsync);
        if (features >= GatewayFeatures.Authentication)
            reservations.RequireAuthorization();
        if (features >= GatewayFeatures.Idempotency)
            reservations.RequireIdempotencyKey();
        app.MapGet("/", () => TypedResults.Ok());
        return app;
    }

    private static Task TakeUserFromHeader(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[UserHeader] is [{ } user])
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(TokenRules.Subject, user)], UserHeader));
        return next(context);
    }
}
