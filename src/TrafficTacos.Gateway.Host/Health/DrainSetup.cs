using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TrafficTacos.Gateway.Host.Health;

/// <summary>The end of the gateway, put together.</summary>
internal static class DrainSetup
{
    public static void AddDrain(this IServiceCollection services, DrainSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        // One clock runs over the delay and the requests that finish after it.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Delay + DrainSettings.FinishTimeout);
    }

    /// <summary>First of all. A connection that a proxy keeps would be used again after the server has stopped: meanwhile each
    /// answer is the last one of its connection.</summary>
    public static void UseDrain(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use((context, next) =>
        {
            if (drain.HasBegun)
                context.Response.OnStarting(Close, context);
            return next(context);
        });
    }

    private static Task Close(object context)
    {
        ((HttpContext)context).Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
