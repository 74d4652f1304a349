using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Diagnostics;

/// <summary>Log messages. Tokens and bodies are never logged.</summary>
internal static partial class EndpointLog
{
    [LoggerMessage(101, LogLevel.Error, "A request failed and was answered with {Code}.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string code);

    /// <summary>While the store is unavailable, this and the next three are each a line a second without a stack trace.</summary>
    public static void StoreUnavailable(this ILogger logger, WarningLimiter? warnings, string reason)
    {
        if (Count(warnings) is > 0 and var count)
            logger.StoreUnavailable(count, reason);
    }

    public static void PassedWithoutAdmission(this ILogger logger, WarningLimiter warnings, string reason)
    {
        if (Count(warnings) is > 0 and var count)
            logger.PassedWithoutAdmission(count, reason);
    }

    public static void ClaimNotEnded(this ILogger logger, WarningLimiter warnings, string reason)
    {
        if (Count(warnings) is > 0 and var count)
            logger.ClaimNotEnded(count, reason);
    }

    public static void KeyNotEnded(this ILogger logger, WarningLimiter warnings, string reason)
    {
        if (Count(warnings) is > 0 and var count)
            logger.KeyNotEnded(count, reason);
    }

    /// <summary>A line a second, too: when a store stood still, it is every request of that time.</summary>
    public static void LeaseRanOut(this ILogger logger, WarningLimiter warnings)
    {
        if (Count(warnings) is > 0 and var count)
            logger.LeaseRanOut(count);
    }

    public static void PassedGateUnseen(this ILogger logger, WarningLimiter warnings, string reason)
    {
        if (Count(warnings) is > 0 and var count)
            logger.PassedGateUnseen(count, reason);
    }

    [LoggerMessage(113, LogLevel.Warning, "The waiting room is unavailable; {Count} requests passed without waiting, as the policy says: {Reason}")]
    private static partial void PassedGateUnseen(this ILogger logger, long count, string reason);

    [LoggerMessage(102, LogLevel.Warning, "The waiting room is unavailable; {Count} requests passed without admission, as the policy says: {Reason}")]
    private static partial void PassedWithoutAdmission(this ILogger logger, long count, string reason);

    [LoggerMessage(103, LogLevel.Warning, "{Count} passes were claimed and could not be spent or released. A pass serves nobody until the lease of its claim ends: {Reason}")]
    private static partial void ClaimNotEnded(this ILogger logger, long count, string reason);

    [LoggerMessage(104, LogLevel.Warning, "{Count} requests were answered with 503: {Reason}")]
    private static partial void StoreUnavailable(this ILogger logger, long count, string reason);

    [LoggerMessage(105, LogLevel.Warning, "{Count} requests with an Idempotency-Key were done, and their responses could not be stored. After its lease the same request is done again: {Reason}")]
    private static partial void KeyNotEnded(this ILogger logger, long count, string reason);

    [LoggerMessage(106, LogLevel.Warning, "A response under an Idempotency-Key was streamed, or larger than {MaximumBodySize} bytes, and its body is not stored: the same request again is answered with IDEMPOTENCY_ANSWER_NOT_KEPT.")]
    public static partial void BodyNotStored(this ILogger logger, int maximumBodySize);

    [LoggerMessage(107, LogLevel.Warning, "{Count} requests under an Idempotency-Key took longer than their lease, and others took their place; their responses are not stored. Raise the lease above what the endpoint takes.")]
    private static partial void LeaseRanOut(this ILogger logger, long count);

    [LoggerMessage(108, LogLevel.Error, "A request to '{Endpoint}' was refused with 500, because app.{Middleware}() has not seen it. Call app.{Middleware}() after app.UseRouting() and {Order}, in the same branch as the endpoint.")]
    public static partial void MiddlewareMissing(this ILogger logger, string? endpoint, string middleware, string order);

    [LoggerMessage(109, LogLevel.Error, "Requests to '{Endpoint}' are refused with 500, because there is no waiting room policy '{Policy}'.")]
    public static partial void PolicyUnknown(this ILogger logger, string? policy, string? endpoint);

    [LoggerMessage(110, LogLevel.Error, "A request was refused with 500, because app.UseResponseCaching() stands before app.{Middleware}() and would show one visitor's response to others. Move it behind.")]
    public static partial void ResponseCacheInFront(this ILogger logger, string middleware);

    [LoggerMessage(112, LogLevel.Warning, "The settings of event '{Configured}' count for event '{Joined}', too, which was joined. They are two events with a queue each: if one is meant, spell it as it is joined.")]
    public static partial void EventSpelledDifferently(this ILogger logger, string configured, string joined);

    [LoggerMessage(114, LogLevel.Warning, "The page '{Page}' has a waiting room in front, and '{Root}' is shown by Blazor's interactive server, whose router changes pages without a request. Put <WaitingRoomRouteView> around the RouteView of the router, or visitors reach the page without waiting.")]
    public static partial void RouteViewMissing(this ILogger logger, string? page, string root);

    [LoggerMessage(116, LogLevel.Warning, "A waiting room set cookies on a request that came over http. They are Secure: a browser keeps them if it came over https, and a proxy in front has ended TLS (then say so with app.UseForwardedHeaders()). Over plain http it refuses them, on any host but localhost, and nobody gets in.")]
    public static partial void SecureCookieOverHttp(this ILogger logger);

    [LoggerMessage(111, LogLevel.Error, "Endpoints have changed: {Mistake}")]
    public static partial void EndpointMistake(this ILogger logger, string mistake);

    /// <summary>An application that uses the error table alone has no limiter.</summary>
    private static long Count(WarningLimiter? warnings, [CallerMemberName] string kind = "") => warnings?.Count(kind) ?? 1;
}
