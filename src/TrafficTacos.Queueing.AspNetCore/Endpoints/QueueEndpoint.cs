using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Policies;

namespace TrafficTacos.Queueing.AspNetCore.Endpoints;

/// <summary>Wraps an endpoint of the queue: it answers with the error table in any application, with or without
/// <c>UseApiErrors()</c>, and no cache in front of it stores what it answers.</summary>
internal static class QueueEndpoint
{
    public static void Wrap(EndpointBuilder builder)
    {
        if (builder.RequestDelegate is not { } next)
            return;
        builder.RequestDelegate = context =>
        {
            ResponseCaching.DisableOutputCache(context);
            if (ErrorHandler.Covers(context))
                return next(context);
            var loggers = context.RequestServices.GetRequiredService<ILoggerFactory>();
            return ErrorHandler.RunAsync(next, context, loggers.CreateLogger("TrafficTacos.Queueing.AspNetCore.Endpoints"));
        };
    }
}

/// <summary>The bodies of the queue's requests are small: a larger one is refused before it is read.</summary>
internal sealed class QueueBodyLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 16 * 1024;
}
