using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The rate limit, put together.</summary>
internal static class RateLimitSetup
{
    /// <param name="services">The host's services; a waiting room is among them.</param>
    /// <param name="settings">How much anybody may ask.</param>
    /// <param name="redis">Where the buckets are, for all gateways together; null keeps them in this process.</param>
    public static void AddGatewayRateLimit(this IServiceCollection services, RateLimitSettings settings, ConfigurationOptions? redis)
    {
        services.AddSingleton(settings);
        services.AddSingleton<BucketFinder>();
        services.AddSingleton<StoreOutage>();
        services.AddSingleton<RateLimitMetrics>();
        services.AddSingleton<GatewayLimiter>();
        if (redis is null)
        {
            services.AddSingleton<ITokenBuckets, InMemoryTokenBuckets>();
        }
        else
        {
            services.TryAddSingleton(_ => new GatewayRedis(redis));
            services.AddSingleton<ITokenBuckets>(provider => new RedisTokenBuckets(provider.GetRequiredService<GatewayRedis>()));
        }

        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<GatewayLimiter>((options, limiter) =>
        {
            options.GlobalLimiter = limiter;
            options.OnRejected = AnswerAsync;
            // An endpoint names its policy, and the one limiter heeds the name: a second one would take from a second bucket.
            options.AddPolicy(RateLimitPolicies.Accounts, _ => RateLimitPartition.GetNoLimiter(RateLimitPolicies.Accounts));
        });
    }

    /// <summary>Behind authentication, so that it knows the user, and before the endpoints.</summary>
    public static void UseGatewayRateLimit(this IApplicationBuilder app, RateLimitSettings settings)
    {
        if (settings.Enabled)
            app.UseRateLimiter();
    }

    private static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        rejected.HttpContext.Response.Headers.CacheControl = "no-store";
        var retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : (TimeSpan?)null;
        await (GatewayErrors.RateLimited with { RetryAfter = retryAfter }).WriteAsync(rejected.HttpContext);
    }
}
