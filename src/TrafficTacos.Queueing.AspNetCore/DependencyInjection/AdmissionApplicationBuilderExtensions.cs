using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Idempotency;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds the waiting room's middleware.</summary>
public static class AdmissionApplicationBuilderExtensions
{
    /// <summary>
    /// Enforces <c>RequireAdmission</c> and <c>RequireIdempotencyKey</c>. Call it after <c>UseRouting()</c>, <c>UseAuthentication()</c>
    /// and <c>UseAuthorization()</c>, and before every cache. An idempotency key comes first: a repeated request needs no pass.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseAdmission(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var services = app.ApplicationServices;
        Services.Find<AdmissionPipeline>(services, nameof(UseAdmission)).Add(app.Properties);
        app.Use(next => Stamp(next, behindStamp: IdempotencyOf(AdmissionOf(next, services), services)));
        return app;
    }

    /// <summary>
    /// Answers whatever fails behind it with the error table: unreadable requests 400, bodies beyond the limit 413, a store that does
    /// not answer 503, anything unforeseen 500 without a stack trace, and responses without a body (404, 405, …) by their status. Call
    /// it first. The waiting room's own endpoints do so without it.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("TrafficTacos.Queueing.AspNetCore.Errors");
        return app.Use(next => context => ErrorHandler.RunOutermostAsync(next, context, logger));
    }

    /// <summary>Shows the guard of the endpoint that the middleware has seen the request. A request that has the stamp already met this
    /// middleware before, as with a second <c>UseAdmission()</c> in a branch.</summary>
    private static RequestDelegate Stamp(RequestDelegate next, RequestDelegate behindStamp) => context =>
    {
        if (context.GetEndpoint() is not { } endpoint || EndpointPlan.Of(endpoint) is not { NeedsAdmission: true } plan
            || ReferenceEquals(context.Features.Get<EndpointPlan>(), plan))
            return next(context);
        context.Features.Set(plan);
        return behindStamp(context);
    };

    private static RequestDelegate AdmissionOf(RequestDelegate next, IServiceProvider services) => new AdmissionMiddleware(
        next,
        services.GetRequiredService<PolicyFinder>(),
        services.GetRequiredService<PassRedeemer>(),
        services.GetRequiredService<RefusalWriter>(),
        services.GetRequiredService<AdmittedConnections>(),
        services.GetRequiredService<IOptions<WaitingRoomHttpOptions>>(),
        services.GetRequiredService<WarningLimiter>(),
        services.GetRequiredService<ILogger<AdmissionMiddleware>>()).InvokeAsync;

    private static RequestDelegate IdempotencyOf(RequestDelegate next, IServiceProvider services) => new IdempotencyMiddleware(
        next,
        services.GetRequiredService<PassRedeemer>().SpendAsync,
        static context => context.Features.Get<EndpointPlan>() is { } plan ? (plan.IdempotencyKey, plan.Route) : default,
        services.GetRequiredService<IdempotencyKeys>(),
        services.GetRequiredService<IOptions<WaitingRoomHttpOptions>>(),
        services.GetRequiredService<IOptions<WaitingRoomOptions>>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<WarningLimiter>(),
        services.GetRequiredService<ILogger<IdempotencyMiddleware>>()).InvokeAsync;
}
