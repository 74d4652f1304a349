using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>The rate limit, put together.</summary>
internal static class RateLimitSetup
{
    /// <param name="services">The host's services. A waiting room is among them; with a GatewayRedis the buckets are there, for all
    /// gateways together, else in this process.</param>
    /// <param name="settings">How much anybody may ask.</param>
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
            options.OnRejected = AnswerAsync;
            // An endpoint names its policy, and the one limiter heeds the name: a second one would take from a second bucket.
            options.AddPolicy(RateLimitPolicies.Accounts, _ => RateLimitPartition.GetNoLimiter(RateLimitPolicies.Accounts));
        });
    }

    /// <summary>Behind authentication, so that it knows the user, and before the endpoints.</summary>
    public static void UseGatewayRateLimit(this WebApplication app)
    {
        if (app.Services.GetRequiredService<RateLimitSettings>().Enabled)
            app.UseRateLimiter();
    }

    private static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        rejected.HttpContext.Response.Headers.CacheControl = "no-store";
        var retryAfter = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : (TimeSpan?)null;
        await (GatewayErrors.RateLimited with { RetryAfter = retryAfter }).WriteAsync(rejected.HttpContext);
    }
}
