using System.Security.Claims;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Backends;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Gateway.Host.Reservations;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>What a gateway has of the three pieces; each has all of those before it.</summary>
internal enum Pieces
{
    None,
    Authentication,
    Limit,
    Idempotency,
}

/// <summary>The gateway put together from the host's own pieces, once for each number of them: the host itself always demands a
/// user and an Idempotency-Key for a reservation. Where nothing authenticates, a header is believed.</summary>
internal static class PieceGateways
{
    /// <summary>Joins and reservations are made by users either way, so that the work behind the pieces is the same.</summary>
    private const string UserHeader = "X-User";

    private static readonly AccountSettings Accounts = new(null, true);

    public static async Task RunAsync(int[] ports, string redis, string service)
    {
        var gateways = Enum.GetValues<Pieces>().Select(pieces => Build(ports[(int)pieces], ConfigurationOptions.Parse(redis), new Uri(service), pieces)).ToList();
        await Task.WhenAll(gateways.Select(gateway => gateway.RunAsync()));
    }

    private static WebApplication Build(int port, ConfigurationOptions redis, Uri service, Pieces pieces)
    {
        var limit = new RateLimitSettings(pieces >= Pieces.Limit, 1_000_000, 1_000_000, 10);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGatewayRedis(redis);
        builder.Services.AddGatewayAuthentication(new AuthenticationSettings(null, null, null, TimeSpan.FromMinutes(10), false));
        builder.Services.AddAccounts(Accounts);
        builder.Services.AddWaitingRoom(Rooms.AdmitEverybody).UseRedis(redis);
        var backend = new BackendSettings(service, TimeSpan.FromSeconds(5));
        builder.Services.AddBackends(backend, backend, BackendSettings.DefaultProbeTimeout);
        builder.Services.AddReservations(new ReservationSettings(true));
        builder.Services.AddGatewayRateLimit(limit);

        var app = builder.Build();
        app.UseApiErrors();
        if (pieces >= Pieces.Authentication)
            app.UseGatewayAuthentication();
        else
            app.Use(Believe);
        app.UseGatewayRateLimit(limit);
        if (pieces >= Pieces.Authentication)
            app.UseGatewayAuthorization();
        app.MapWaitingRoom("/queue");
        var reservations = app.MapPost("/reservations", (Delegate)app.Services.GetRequiredService<ReservationHandlers>().CreateAsync);
        if (pieces >= Pieces.Authentication)
            reservations.RequireAuthorization();
        if (pieces >= Pieces.Idempotency)
            reservations.RequireIdempotencyKey();
        app.MapGet("/", () => TypedResults.Ok());
        return app;
    }

    private static Task Believe(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[UserHeader] is [{ } user])
            context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(TokenRules.Subject, user)], UserHeader));
        return next(context);
    }
}
