using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Endpoints;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The rate limit, through the framework's middleware.</summary>
internal static class RateLimitSetup
{
    /// <summary>Requires a waiting room. The buckets are in Redis if there is one, otherwise in this process.</summary>
    public static void AddGatewayRateLimit(this IServiceCollection services, RateLimitSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<PartitionSelector>();
        services.TryAddSingleton<WarningLimiter>();
        services.AddSingleton<StoreOutage>();
        services.AddSingleton<PollPace>();
        services.AddSingleton<LocalTokenBuckets>();
        services.AddSingleton<AccountNameLimit>();
        services.AddSingleton<RateLimitMetrics>();
        services.AddSingleton<GatewayRateLimiter>();
        services.AddSingleton<ITokenBucketStore>(provider =>
        {
            return provider.GetService<GatewayRedis>() is { } redis
                ? new RedisTokenBucketStore(redis, provider.GetRequiredService<TimeProvider>())
                : provider.GetRequiredService<LocalTokenBuckets>();
        });
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<GatewayRateLimiter>((options, limiter) =>
        {
            options.GlobalLimiter = limiter;
            options.OnRejected = WriteResponseAsync;
            // The global limiter reads the name of the policy. A limiter of a policy itself would take a second token.
            foreach (var policy in (string[])[RateLimitPolicies.Accounts, RateLimitPolicies.Operators])
                options.AddPolicy(policy, _ => RateLimitPartition.GetNoLimiter(policy));
        });
    }

    /// <summary>Use it after authentication, because the bucket is that of the user.</summary>
    public static void UseGatewayRateLimit(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<RateLimitSettings>().Enabled)
            return;
        app.UseRateLimiter();
        app.Use(NotePollAsync);
    }

    /// <summary>Notes what a poll was told.</summary>
    private static async Task NotePollAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Features.Get<PollAdvice>() is { } advice && context.Features.Get<RateLimitSelection>() is { WaitingToken: not null } selection)
            context.RequestServices.GetRequiredService<PollPace>().Note(selection.TokenKey, advice.PollAfter, advice.IsAlive);
    }

    /// <summary>A refused poll is a heartbeat all the same: a limit never costs a place.</summary>
    private static async ValueTask KeepPlaceAsync(HttpContext context)
    {
        if (context.Features.Get<RateLimitSelection>() is not { WaitingToken: { } token } selection
            || !context.RequestServices.GetRequiredService<PollPace>().TryHeartbeat(selection.TokenKey))
            return;
        try
        {
            await context.RequestServices.GetRequiredService<IWaitingRoom>().GetStatusAsync(new StatusRequest { WaitingToken = token });
        }
        catch (WaitingRoomUnavailableException)
        {
            // the waiting room keeps the heartbeats of an outage
        }
    }

    private static async ValueTask WriteResponseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        await KeepPlaceAsync(rejected.HttpContext);
        rejected.HttpContext.Response.Headers.CacheControl = "no-store";
        var retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : (TimeSpan?)null;
        await GatewayErrors.RateLimitedFor(retryAfter).WriteAsync(rejected.HttpContext);
    }
}
