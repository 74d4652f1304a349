using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>One shape for every error of an application.</summary>
public static class ApiErrorsMiddlewareExtensions
{
    private static readonly Boundary Outermost = new();

    /// <summary>
    /// Answers whatever fails behind it with the error table: unreadable requests 400, bodies beyond the limit 413, a store
    /// that is away 503, anything unforeseen 500 without a stack trace, and answers without a body (404, 405, …) by their status.
    /// Put it first. The waiting room's own endpoints answer so without it.
    /// </summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseApiErrors(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("TrafficTacos.Queueing.AspNetCore.Errors");
        return app.Use(next => context =>
        {
            context.Features.Set(Outermost);
            return CatchAsync(next, context, logger);
        });
    }

    /// <summary>Whether <see cref="UseApiErrors"/> stands in front of this request.</summary>
    internal static bool Covers(HttpContext context) => context.Features.Get<Boundary>() is not null;

    internal static async Task CatchAsync(RequestDelegate next, HttpContext context, ILogger logger)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (IsEmptyFailure(context.Response) && ApiErrors.Of(context.Response.StatusCode) is { } error)
                await error.WriteAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ConnectionResetException
            || (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var error = exception switch
            {
                WaitingRoomUnavailableException => ApiErrors.QueueUnavailable,
                BadHttpRequestException bad => ApiErrors.Of(bad.StatusCode) ?? ApiErrors.InvalidRequest,
                _ => ApiErrors.InternalError,
            };
            if (exception is WaitingRoomUnavailableException)
                logger.StoreAway(exception.Message);
            else if (error.Status >= StatusCodes.Status500InternalServerError)
                logger.RequestFailed(exception, error.Code);
            context.Response.Clear();
            await error.WriteAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>A status without a word about it: routing's 404 and 405, a body that did not bind.</summary>
    private static bool IsEmptyFailure(HttpResponse response) =>
        response is { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false, ContentLength: null, ContentType: null };

    /// <summary>Marks a request that has the table in front of it.</summary>
    private sealed class Boundary;
}
