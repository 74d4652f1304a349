using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Queueing.AspNetCore;

/// <summary>One row of an error table: what went wrong, as the wire says it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code clients compare, for example <c>INVALID_REQUEST</c>.</param>
/// <param name="Message">What happened and what to do next, in a sentence or two.</param>
/// <param name="RetryAfter">When it is worth trying again; sent as <c>Retry-After</c>, in whole seconds. Null when it is not.</param>
public sealed record ApiError(int Status, string Code, string Message, TimeSpan? RetryAfter = null) : IResult, IStatusCodeHttpResult
{
    /// <summary>Answers a request with <c>{"error":{"code","message","trace_id"}}</c>. Does nothing when the answer has
    /// begun already.</summary>
    /// <param name="context">The request.</param>
    public Task WriteAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        if (Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return JsonResult.WriteAsync(context, Status, new ErrorResponse(Detail(context)), WireJson.Default.ErrorResponse, RetryAfter);
    }

    /// <inheritdoc/>
    int? IStatusCodeHttpResult.StatusCode => Status;

    /// <inheritdoc/>
    Task IResult.ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext);

    /// <summary>The trace is the request's own, so that a support call and a trace view talk of the same thing. A host in which
    /// nobody listens has no activity; the trace that the client sent holds there too.</summary>
    internal ErrorDetail Detail(HttpContext context) => new(Code, Message, TraceId(context));

    private static string TraceId(HttpContext context)
    {
        if (Activity.Current is { } activity)
            return activity.TraceId.ToHexString();
        return ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var parent)
            ? parent.TraceId.ToHexString()
            : context.TraceIdentifier;
    }
}
