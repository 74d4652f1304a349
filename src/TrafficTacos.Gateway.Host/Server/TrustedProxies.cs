using Microsoft.AspNetCore.HttpOverrides;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>The client's address, its scheme and the prefix of the path behind proxies: <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and
/// <c>X-Forwarded-Prefix</c>, as far as configured proxies wrote them.</summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services, ServerSettings settings)
    {
        services.AddSingleton(settings);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // The prefix is that part of the path that a proxy removed: links in responses have to begin with it. The scheme says whether
            // the client came over TLS. The host is left out: many proxies pass on whatever a client wrote there.
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;
            // The middleware reads addresses from the right and continues while the previous one is a configured proxy. So a chain of
            // proxies may have any length, and an address that a client wrote itself is never reached.
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.TrustedProxies)
                options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>Without a configured proxy the middleware is left out, because it would trust everybody.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ServerSettings>().TrustedProxies.Count > 0)
            app.UseForwardedHeaders();
    }
}
