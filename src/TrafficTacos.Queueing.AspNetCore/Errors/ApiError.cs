using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Errors;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>One row of an error table, and the result that answers with it:
/// <c>{"error":{"code","message","trace_id"}}</c>.</summary>
public sealed class ApiError : IResult, IStatusCodeHttpResult
{
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The code that clients compare, for example <c>INVALID_REQUEST</c>.</param>
    /// <param name="message">What happened and what to do next, in a sentence or two.</param>
    public ApiError(int status, string code, string message)
    {
        Status = status;
        Code = code;
        Message = message;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The code that clients compare.</summary>
    public string Code { get; }

    /// <summary>What happened and what to do next.</summary>
    public string Message { get; }

    /// <summary>When to try again; sent as <c>Retry-After</c> in whole seconds. Null if trying again does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }

    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <summary>Answers a request with this error. Does nothing if the response has started.</summary>
    /// <param name="context">The request.</param>
    public Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        if (Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return JsonResponse.WriteAsync(context, Status, new ErrorResponse(Detail(context)), WireJson.Default.ErrorResponse, RetryAfter);
    }

    Task IResult.ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    internal ErrorDetail Detail(HttpContext context) => new(Code, Message, TraceId(context));

    /// <summary>The request's own trace, so that a support call and a trace view speak of the same thing. An application in which nobody
    /// listens to traces has no activity; then it is the trace that the client sent.</summary>
    internal static string TraceId(HttpContext context)
    {
        if (Activity.Current is { } activity)
            return activity.TraceId.ToHexString();
        return ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var parent)
            ? parent.TraceId.ToHexString()
            : context.TraceIdentifier;
    }
}
