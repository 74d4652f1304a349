using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The rate limit, through the framework's middleware.</summary>
internal static class RateLimitSetup
{
    /// <summary>Requires a waiting room. The buckets are in Redis if there is one, otherwise in this process.</summary>
    public static void AddGatewayRateLimit(this IServiceCollection services, RateLimitSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<PartitionSelector>();
        services.AddSingleton<StoreOutage>();
        services.AddSingleton<RateLimitMetrics>();
        services.AddSingleton<GatewayRateLimiter>();
        services.AddSingleton<ITokenBucketStore>(provider =>
        {
            var time = provider.GetRequiredService<TimeProvider>();
            return provider.GetService<GatewayRedis>() is { } redis ? new RedisTokenBucketStore(redis, time) : new InMemoryTokenBucketStore(time);
        });
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<GatewayRateLimiter>((options, limiter) =>
        {
            options.GlobalLimiter = limiter;
            options.OnRejected = WriteResponseAsync;
            // The global limiter reads the name of the policy. A limiter of the policy itself would take a second token.
            options.AddPolicy(RateLimitPolicies.Accounts, _ => RateLimitPartition.GetNoLimiter(RateLimitPolicies.Accounts));
        });
    }

    /// <summary>Use it after authentication, because the bucket is that of the user.</summary>
    public static void UseGatewayRateLimit(this WebApplication app)
    {
        if (app.Services.GetRequiredService<RateLimitSettings>().Enabled)
            app.UseRateLimiter();
    }

    private static async ValueTask WriteResponseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        rejected.HttpContext.Response.Headers.CacheControl = "no-store";
        var retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : (TimeSpan?)null;
        await GatewayErrors.RateLimitedFor(retryAfter).WriteAsync(rejected.HttpContext);
    }
}
