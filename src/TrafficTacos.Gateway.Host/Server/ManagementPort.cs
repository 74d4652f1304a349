using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Server;

/// <summary>With a management port, what operators read is there alone, and the API is not there.</summary>
internal static class ManagementPort
{
    private static readonly PathString[] OnBoth = ["/healthz", "/readyz"];
    private static readonly PathString[] OperatorPaths = ["/version", "/swagger", "/openapi"];

    /// <summary>Whether a request may read what operators read: it came over the management port, or there is none.</summary>
    public static bool ShowsDetails(HttpContext context) =>
        context.RequestServices.GetRequiredService<ServerSettings>().ManagementPort is not { } port || context.Connection.LocalPort == port;

    /// <summary>Use it before everything that serves requests. The port is that of the connection: a header would be the client's.</summary>
    /// <param name="app">The gateway.</param>
    /// <param name="console">The path of the operator's console.</param>
    /// <param name="isConsolePublic">Whether the console is on both ports.</param>
    public static void UseManagementPort(this WebApplication app, PathString console, bool isConsolePublic)
    {
        if (app.Services.GetRequiredService<ServerSettings>().ManagementPort is not { } port)
            return;
        PathString[] onBoth = isConsolePublic ? [.. OnBoth, console] : OnBoth;
        PathString[] operatorPaths = [.. OperatorPaths, console, app.Services.GetRequiredService<ObservabilitySettings>().MetricsPath];
        app.Use((context, next) =>
        {
            var path = context.Request.Path;
            return Contains(onBoth, path) || Contains(operatorPaths, path) == (context.Connection.LocalPort == port) ? next(context) : ApiErrors.NotFound.WriteAsync(context);
        });
    }

    private static bool Contains(PathString[] paths, PathString path)
    {
        foreach (var one in paths)
        {
            if (path.StartsWithSegments(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
