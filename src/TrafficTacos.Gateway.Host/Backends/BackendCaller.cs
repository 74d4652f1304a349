using System.Diagnostics;
using Grpc.Core;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>On whose behalf a backend is called.</summary>
/// <param name="UserId">The authenticated user.</param>
/// <param name="IdempotencyKey">What tells a repeated request from a new one; null without.</param>
/// <param name="Headers">What every call carries in its metadata; null for nothing.</param>
internal sealed record BackendCaller(string UserId, string? IdempotencyKey, Metadata? Headers)
{
    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    /// <summary>The user is whoever the queue takes for it.</summary>
    private static readonly Func<HttpContext, string?> User = new WaitingRoomEndpointOptions().UserId;

    public static (BackendCaller? BackendCaller, ApiError? Error) Of(HttpContext context)
    {
        if (User(context) is not { Length: > 0 } user)
            return (null, GatewayErrors.InvalidToken);
        return RequestReader.TryIdempotencyKey(context, out var key)
            ? (new BackendCaller(user, key, Trace(context)), null)
            : (null, ApiErrors.InvalidIdempotencyKey);
    }

    /// <summary>The HTTP client sends the context of the current activity by itself; without one, what the client sent goes on.</summary>
    private static Metadata? Trace(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (Activity.Current is not null || !ActivityContext.TryParse(headers.TraceParent, headers.TraceState, out _))
            return null;
        var trace = new Metadata { { TraceParent, headers.TraceParent.ToString() } };
        if (headers.TraceState is [{ Length: > 0 } state])
            trace.Add(TraceState, state);
        return trace;
    }
}
