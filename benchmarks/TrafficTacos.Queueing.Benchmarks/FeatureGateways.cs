using System.Security.Claims;
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

    public static async Task RunAsync(int[] ports, string redis, string service)
    {
        var gateways = Enum.GetValues<GatewayFeatures>().Select(features => Build(ports[(int)features], redis, service, features)).ToList();
        await Task.WhenAll(gateways.Select(gateway => gateway.RunAsync()));
    }

    private static WebApplication Build(int port, string redis, string service, GatewayFeatures features)
    {
        var settings = HostSettings.Of(
            ("Redis:Address", redis),
            ("RateLimit:Enabled", features >= GatewayFeatures.RateLimit ? "true" : "false"),
            ("RateLimit:RequestsPerSecond", "1000000"),
            ("RateLimit:Burst", "1000000"),
            ("Backends:Reservation:Address", service),
            ("Backends:Payment:Address", service),
            ("Backends:Reservation:Timeout", "5s"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGatewayRedis(settings.Redis);
        builder.Services.AddGatewayAuthentication(settings.Authentication, settings.Identity);
        builder.Services.AddAccounts(settings.Accounts);
        builder.Services.AddWaitingRoom(WaitingRoomFactory.AdmitEverybody).UseRedis(redis).AddHttp();
        builder.Services.AddBackends(settings.Backends);
        builder.Services.AddReservations(settings.Reservations);
        builder.Services.AddGatewayRateLimit(settings.RateLimit);

        var app = builder.Build();
        app.UseApiErrors();
        if (features >= GatewayFeatures.Authentication)
            app.UseGatewayAuthentication();
        else
            app.Use(TakeUserFromHeader);
        app.UseGatewayRateLimit();
        if (features >= GatewayFeatures.Authentication)
            app.UseGatewayAuthorization();
        if (features >= GatewayFeatures.Idempotency)
            app.UseAdmission();
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
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(TokenValidationRules.Subject, user)], UserHeader));
        return next(context);
    }
}
