using Microsoft.AspNetCore.HttpOverrides;

namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>Who the client is when proxies stand between: what <c>X-Forwarded-For</c> says, as far as it comes from a configured
/// proxy.</summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services, HostSettings settings) =>
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            // From the right, address by address, and on only while the one before it is a configured proxy: a chain of them may
            // have any length, and what a client wrote itself is never reached.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.Proxies)
                options.KnownIPNetworks.Add(network);
        });

    /// <summary>Left out without a proxy: the framework would then believe everybody.</summary>
    public static void UseTrustedProxies(this IApplicationBuilder app, HostSettings settings)
    {
        if (settings.Proxies.Count > 0)
            app.UseForwardedHeaders();
    }
}
