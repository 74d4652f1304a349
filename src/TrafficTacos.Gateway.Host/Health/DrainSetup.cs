using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The shutdown of the gateway.</summary>
internal static class DrainSetup
{
    public static void AddDrain(this IServiceCollection services, DrainSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        // The host's timeout covers the delay and the requests that finish after it.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Delay + DrainSettings.FinishTimeout);
    }

    /// <summary>Use it first. During the drain it closes each connection with its response. Otherwise a proxy would reuse a connection after
    /// the server has stopped.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (drain.HasBegun)
                context.Response.OnStarting(CloseConnection, context);
            return next(context);
        });
    }

    private static Task CloseConnection(object context)
    {
        ((HttpContext)context).Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
