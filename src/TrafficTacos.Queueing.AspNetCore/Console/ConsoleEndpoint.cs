using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace TrafficTacos.Queueing.AspNetCore.Console;

/// <summary>What every endpoint of a console does before its handler: errors from the table, headers against embedding and caching, who may,
/// and from where.</summary>
internal static class ConsoleEndpoint
{
    private const string ApiContentPolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void Wrap(EndpointBuilder builder, OperatorAccess access)
    {
        if (builder.RequestDelegate is not { } next || builder.Metadata.OfType<OperatorRightMetadata>().LastOrDefault() is not { Right: var right })
            return;
        builder.RequestDelegate = context =>
        {
            ResponseCaching.DisableOutputCache(context);
            // After ErrorHandler, which clears the response of an exception.
            context.Response.OnStarting(static state => AddHeaders((HttpContext)state), context);
            if (ErrorHandler.Covers(context))
                return RunAsync(context, next, access, right);
            var loggers = context.RequestServices.GetRequiredService<ILoggerFactory>();
            return ErrorHandler.RunAsync(inner => RunAsync(inner, next, access, right), context, loggers.CreateLogger("TrafficTacos.Queueing.AspNetCore.Console"));
        };
    }

    private static async Task RunAsync(HttpContext context, RequestDelegate next, OperatorAccess access, OperatorRight right)
    {
        if (right == OperatorRight.File)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        // Not what a middleware around says: it may mean what visitors see.
        context.Response.Headers.CacheControl = "no-store";
        var (user, error) = await access.CheckAsync(context, right).ConfigureAwait(false);
        error ??= right switch
        {
            OperatorRight.Ask or OperatorRight.Change => RequestOrigin.Check(context.Request),
            OperatorRight.View => RequestOrigin.CheckRead(context.Request),
            _ => null,
        };
        if (error is null)
        {
            context.Features.Set(user);
            context.Features.Set(access);
            await next(context).ConfigureAwait(false);
        }
        else if (right == OperatorRight.Page)
        {
            await access.RefusePageAsync(context, error).ConfigureAwait(false);
        }
        else
        {
            await error.WriteAsync(context).ConfigureAwait(false);
        }
    }

    private static Task AddHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = ApiContentPolicy;
        return Task.CompletedTask;
    }
}
