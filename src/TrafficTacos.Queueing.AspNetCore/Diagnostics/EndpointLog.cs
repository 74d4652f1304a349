using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Diagnostics;

/// <summary>Log messages. Tokens and bodies are never logged.</summary>
internal static partial class EndpointLog
{
    [LoggerMessage(101, LogLevel.Error, "A request failed and was answered with {Code}.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string code);

    [LoggerMessage(102, LogLevel.Warning, "The waiting room is unavailable; a request passed without admission, as the policy says: {Reason}")]
    public static partial void PassedWithoutAdmission(this ILogger logger, string reason);

    [LoggerMessage(103, LogLevel.Warning, "A pass was claimed and could not be spent or released. It serves nobody until the lease of the claim ends: {Reason}")]
    public static partial void ClaimNotEnded(this ILogger logger, string reason);

    /// <summary>While the store is unavailable, a line a second without a stack trace.</summary>
    public static void StoreUnavailable(this ILogger logger, HttpContext context, string reason)
    {
        var count = context.RequestServices.GetService<WarningLimiter>()?.Count(nameof(StoreUnavailable)) ?? 1;
        if (count > 0)
            logger.StoreUnavailable(count, reason);
    }

    [LoggerMessage(104, LogLevel.Warning, "{Count} requests were answered with 503: {Reason}")]
    private static partial void StoreUnavailable(this ILogger logger, long count, string reason);

    [LoggerMessage(105, LogLevel.Warning, "A request with an Idempotency-Key was done, and its response could not be stored. After its lease the same request is done again: {Reason}")]
    public static partial void KeyNotEnded(this ILogger logger, string reason);

    [LoggerMessage(106, LogLevel.Warning, "A response under an Idempotency-Key was streamed, or larger than {MaximumBodySize} bytes, and its body is not stored: the same request again is answered with IDEMPOTENCY_ANSWER_NOT_KEPT.")]
    public static partial void BodyNotStored(this ILogger logger, int maximumBodySize);

    [LoggerMessage(107, LogLevel.Warning, "A request under an Idempotency-Key took longer than its lease, and another took its place; its response is not stored. Raise the lease above what the endpoint takes.")]
    public static partial void LeaseRanOut(this ILogger logger);

    [LoggerMessage(108, LogLevel.Error, "A request to '{Endpoint}' was refused with 500, because app.UseAdmission() has not seen it. Call app.UseAdmission() after app.UseRouting() and app.UseAuthorization(), in the same branch as the endpoint.")]
    public static partial void MiddlewareMissing(this ILogger logger, string? endpoint);

    [LoggerMessage(109, LogLevel.Error, "Requests to '{Endpoint}' are refused with 500, because there is no waiting room policy '{Policy}'.")]
    public static partial void PolicyUnknown(this ILogger logger, string? policy, string? endpoint);

    [LoggerMessage(110, LogLevel.Error, "A request was refused with 500, because app.UseResponseCaching() stands before app.UseAdmission() and would show one visitor's response to others. Move it behind app.UseAdmission().")]
    public static partial void ResponseCacheInFront(this ILogger logger);

    [LoggerMessage(112, LogLevel.Warning, "The settings of event '{Configured}' count for event '{Joined}', too, which was joined. They are two events with a queue each: if one is meant, spell it as it is joined.")]
    public static partial void EventSpelledDifferently(this ILogger logger, string configured, string joined);

    [LoggerMessage(111, LogLevel.Error, "Endpoints have changed: {Mistake}")]
    public static partial void EndpointMistake(this ILogger logger, string mistake);
}
