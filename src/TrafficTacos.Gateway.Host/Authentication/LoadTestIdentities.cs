using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Requests;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>
/// Requests with a development token and <c>X-Load-Test: true</c>. Existing load scripts make every iteration another buyer under one
/// bearer token, so the buyer is who the request itself names. Join: the <c>user_id</c> of the body, as a visitor without a log-in. Enter:
/// anybody, and the pass belongs to nobody. A reservation: a user whose name is made of the pass.
/// </summary>
internal static class LoadTestIdentities
{
    private const string UserId = "user_id";
    private const string ReservationToken = "reservation_token";
    private const string KeyPrefix = "load-test:";
    private const int PassDigits = 12;
    private const int MaxBody = 16 * 1024;

    /// <summary>Use it after the rate limit and authorization, which count and let pass the token's own user, and before the waiting room's
    /// middleware.</summary>
    public static void UseLoadTestIdentities(this IApplicationBuilder app, AuthenticationSettings settings, string prefix)
    {
        if (!settings.DevelopmentTokens)
            return;
        app.UseWhen(context => DevelopmentTokens.IsLoadTest(context.User), branch => branch.Use(async (context, next) =>
        {
            if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase, out var call))
                await IdentifyAsync(context, call);
            await next(context);
        }));
    }

    private static Task IdentifyAsync(HttpContext context, PathString call)
    {
        if (call == "/queue/join")
            return JoinAsync(context);
        if (call == "/queue/enter")
            Enter(context);
        return call == "/reservations" ? ReserveAsync(context) : Task.CompletedTask;
    }

    /// <summary>The key is the identity of a visitor without a user, so the same <c>user_id</c> is the same visitor.</summary>
    private static async Task JoinAsync(HttpContext context)
    {
        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        if (await ReadAsync(context, UserId) is { } user)
            context.Request.Headers[RequestReader.IdempotencyKeyHeader] = KeyPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user)));
    }

    private static void Enter(HttpContext context)
    {
        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        context.Features.Set(AnonymousEntry.Instance);
    }

    private static async Task ReserveAsync(HttpContext context)
    {
        var http = context.RequestServices.GetRequiredService<IOptions<WaitingRoomHttpOptions>>().Value;
        var text = await ReadAsync(context, ReservationToken) ?? RequestReader.ReservationToken(context, http);
        var keys = await context.RequestServices.GetRequiredService<KeyRingProvider>().GetAsync(context.RequestAborted);
        if (text is not null && TokenCodec.TryRead(keys, TokenKind.Reservation, text, out var pass))
            context.User = DevelopmentTokens.UserOfPass(pass.Place.Entry.Value.ToString("x32", null).AsSpan(0, PassDigits));
    }

    /// <summary>A text of the body, which the endpoint reads again; null if there is none. What is wrong with the body, the endpoint
    /// says.</summary>
    private static async Task<string?> ReadAsync(HttpContext context, string name)
    {
        if (!context.Request.HasJsonContentType() || context.Request.ContentLength > MaxBody)
            return null;
        context.Request.EnableBuffering(MaxBody);
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
                ? text
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }
}
