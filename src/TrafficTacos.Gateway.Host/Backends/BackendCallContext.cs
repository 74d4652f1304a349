using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Options;
using TrafficTacos.Gateway.Host.Errors;
using TrafficTacos.Gateway.Host.Observability;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Requests;

namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>What a call to a backend takes from the request.</summary>
/// <param name="UserId">The authenticated user.</param>
/// <param name="IdempotencyKey">The idempotency key; null if the request has none.</param>
/// <param name="Headers">The metadata of every call; null if there is none.</param>
/// <param name="IsRead">Whether the request only reads.</param>
internal sealed record BackendCallContext(string UserId, string? IdempotencyKey, Metadata? Headers, bool IsRead = false)
{
    /// <summary>Names the visitor's pass: the same in every call for it.</summary>
    public const string PassHeader = "x-pass-id";

    private const string TraceParent = "traceparent";
    private const string TraceState = "tracestate";

    /// <summary>The user is the one that the waiting room knows.</summary>
    public static async ValueTask<(BackendCallContext? Context, ApiError? Error)> ReadAsync(HttpContext context)
    {
        var http = context.RequestServices.GetRequiredService<IOptions<WaitingRoomHttpOptions>>().Value;
        if (await http.UserIdSelector(context) is not { Length: > 0 } user)
            return (null, GatewayErrors.InvalidToken);
        return RequestReader.TryIdempotencyKey(context, out var key)
            ? (new BackendCallContext(user, key, TraceContext(context), HttpMethods.IsGet(context.Request.Method)), null)
            : (null, ApiErrors.InvalidIdempotencyKey);
    }

    /// <summary>The same for a request that works under a pass.</summary>
    public BackendCallContext WithPass(string passId) => this with { Headers = [.. Headers ?? [], new Metadata.Entry(PassHeader, passId)] };

    /// <summary>The HTTP client sends the context of the current activity by itself. Without an activity, the client's headers are passed
    /// on.</summary>
    private static Metadata? TraceContext(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (Activity.Current is not null || !ActivityContext.TryParse(headers.TraceParent, headers.TraceState, out _))
            return null;
        var isTrusted = context.RequestServices.GetService<ObservabilitySettings>() is not { TrustCaller: false };
        var trace = new Metadata { { TraceParent, isTrusted ? headers.TraceParent.ToString() : UntrustedCallerPropagator.WithoutSampling(headers.TraceParent)! } };
        if (headers.TraceState is [{ Length: > 0 } state])
            trace.Add(TraceState, state);
        return trace;
    }
}
