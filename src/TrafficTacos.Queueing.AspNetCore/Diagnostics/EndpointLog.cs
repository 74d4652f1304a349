using Microsoft.Extensions.Logging;

namespace TrafficTacos.Queueing.AspNetCore.Diagnostics;

/// <summary>Log messages; never a token or a body.</summary>
internal static partial class EndpointLog
{
    [LoggerMessage(101, LogLevel.Error, "A request failed and was answered with {Code}.")]
    public static partial void RequestFailed(this ILogger logger, Exception exception, string code);

    /// <summary>One line and no stack: while a store is away this is every request.</summary>
    [LoggerMessage(104, LogLevel.Warning, "A request was answered with 503: {Reason}")]
    public static partial void StoreAway(this ILogger logger, string reason);

    [LoggerMessage(102, LogLevel.Warning, "The waiting room is away; a request passed without admission, as FailOpen says: {Reason}")]
    public static partial void PassedWithoutAdmission(this ILogger logger, string reason);

    [LoggerMessage(103, LogLevel.Warning, "A pass was claimed and its end could not be written; it serves nobody until the lease of the claim is over: {Reason}")]
    public static partial void ClaimNotEnded(this ILogger logger, string reason);

    [LoggerMessage(105, LogLevel.Warning, "A request with an Idempotency-Key was done and how it ended could not be written; when its lease is over, the same request is done again: {Reason}")]
    public static partial void KeyNotEnded(this ILogger logger, string reason);

    [LoggerMessage(106, LogLevel.Warning, "An answer under an Idempotency-Key was streamed, or longer than {MaximumBodySize} bytes, and is not kept: the same request is done again.")]
    public static partial void AnswerNotHeld(this ILogger logger, int maximumBodySize);

    [LoggerMessage(107, LogLevel.Warning, "A request under an Idempotency-Key took longer than its lease, and another took its place; its answer is not kept. Raise the lease above what the endpoint takes.")]
    public static partial void LeaseRanOut(this ILogger logger);
}
