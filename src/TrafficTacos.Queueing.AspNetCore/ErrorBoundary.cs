using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>Wraps an endpoint so that it answers with the error table in any host, with or without <c>UseApiErrors()</c>.</summary>
internal static class ErrorBoundary
{
    public static void Wrap(EndpointBuilder builder)
    {
        if (builder.RequestDelegate is not { } next)
            return;
        var logger = builder.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("TrafficTacos.Queueing.AspNetCore.Endpoints");
        builder.RequestDelegate = context =>
        {
            // At the last moment: an error clears the headers that stood there before it.
            context.Response.OnStarting(static response =>
            {
                ((HttpResponse)response).Headers.CacheControl = "no-store";
                return Task.CompletedTask;
            }, context.Response);
            return ApiErrorsMiddlewareExtensions.CatchAsync(next, context, logger);
        };
    }
}

/// <summary>The queue's bodies are small: whoever sends more is refused before it is read.</summary>
internal sealed class BodyLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 16 * 1024;
}
