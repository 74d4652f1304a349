using Microsoft.AspNetCore.Builder;
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
            ApiErrorsMiddlewareExtensions.Covers(context) ? next(context) : ApiErrorsMiddlewareExtensions.CatchAsync(next, context, logger);
    }
}

/// <summary>The queue's bodies are small: whoever sends more is refused before it is read.</summary>
internal sealed class BodyLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 16 * 1024;
}
