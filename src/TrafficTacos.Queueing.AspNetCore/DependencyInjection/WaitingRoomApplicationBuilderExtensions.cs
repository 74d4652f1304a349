using Microsoft.Extensions.DependencyInjection;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Endpoints;
using TrafficTacos.Queueing.AspNetCore.Gate;
using TrafficTacos.Queueing.AspNetCore.Policies;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds the waiting room in front of pages.</summary>
public static class WaitingRoomApplicationBuilderExtensions
{
    /// <summary>
    /// Keeps a waiting room in front of every endpoint with <c>RequireWaitingRoom(…)</c> or <see cref="WaitingRoomAttribute"/>, and of every
    /// path of <see cref="WaitingRoomGateOptions.ForPath"/>. Call it after <c>UseRouting()</c> and <c>UseAuthentication()</c>, and before
    /// <c>UseAuthorization()</c> (or the crowd meets the log-in page) and every cache.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="configure">Sets the path of the page's own files, which paths are gated, and who may join and enter.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseWaitingRoom(this IApplicationBuilder app, Action<WaitingRoomGateOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        var options = new WaitingRoomGateOptions();
        configure?.Invoke(options);
        if (options.BasePath.Value is not { Length: > 1 } path || path.EndsWith('/'))
            throw new ArgumentException($"BasePath is '{options.BasePath}'; it must be a path without a slash at its end, such as /_waiting-room.", nameof(configure));
        var services = app.ApplicationServices;
        var paths = new GatePaths(options);
        var rules = new GateRules(options.Endpoints, JoinLimits.Find(services, options.Endpoints, nameof(configure)));
        Services.Find<WaitingRoomPipeline>(services, nameof(UseWaitingRoom)).Add(app.Properties, paths);
        return app.Use(next => ActivatorUtilities.CreateInstance<WaitingRoomMiddleware>(services, next, paths, rules).InvokeAsync);
    }
}
