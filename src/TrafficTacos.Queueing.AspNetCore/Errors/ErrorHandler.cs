using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TrafficTacos.Queueing.AspNetCore.Diagnostics;

namespace TrafficTacos.Queueing.AspNetCore.Errors;

/// <summary>Turns exceptions and empty error responses into rows of the error table.</summary>
internal static class ErrorHandler
{
    private static readonly Marker Outermost = new();

    /// <summary>Whether <c>UseApiErrors()</c> handles the errors of this request.</summary>
    public static bool Covers(HttpContext context) => context.Features.Get<Marker>() is not null;

    public static Task RunOutermostAsync(RequestDelegate next, HttpContext context, ILogger logger)
    {
        context.Features.Set(Outermost);
        return RunAsync(next, context, logger);
    }

    public static async Task RunAsync(RequestDelegate next, HttpContext context, ILogger logger)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (IsEmptyError(context.Response) && ApiErrors.Of(context.Response.StatusCode) is { } error)
                await error.WriteAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ConnectionResetException
            || (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            // The client has hung up; there is nobody to answer.
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
                logger.StoreUnavailable(context.RequestServices.GetService<WarningLimiter>(), exception.Message);
            else if (error.Status >= StatusCodes.Status500InternalServerError)
                logger.RequestFailed(exception, error.Code);
            context.Response.Clear();
            await error.WriteAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>A status without a body: routing's 404 and 405, a body that did not bind.</summary>
    private static bool IsEmptyError(HttpResponse response) =>
        response is { StatusCode: >= StatusCodes.Status400BadRequest, HasStarted: false, ContentLength: null, ContentType: null };

    /// <summary>Marks a request that <c>UseApiErrors()</c> covers.</summary>
    private sealed class Marker;
}
