using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace TrafficTacos.Queueing.AspNetCore.Idempotency;

/// <summary>A feature of every request: whether the client itself has hung up. Middleware that limits the time of a request replaces
/// <c>RequestAborted</c>, which then says both.</summary>
/// <param name="HungUp">The token of the server.</param>
internal sealed record ClientLifetime(CancellationToken HungUp);

/// <summary>Notes the token before the application's own middleware can replace it.</summary>
internal sealed class ClientLifetimeStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            context.Features.Set(new ClientLifetime(context.RequestAborted));
            return following(context);
        });
        next(app);
    };
}
