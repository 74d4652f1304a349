namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Log messages about backends. Requests and replies are never logged.</summary>
internal static partial class BackendLog
{
    [LoggerMessage(301, LogLevel.Warning, "The {Service} service failed in {Method} with {Status} ({Count} times since the last such line): {Text}")]
    public static partial void CallFailed(this ILogger logger, string service, string method, string status, long count, string text);

    [LoggerMessage(302, LogLevel.Warning, "The reply of the {Service} service to {Method} lacks a required value or has an impossible one.")]
    public static partial void InvalidReply(this ILogger logger, string service, string method);

    [LoggerMessage(303, LogLevel.Error, "The circuit breaker of the {Service} service opened: too many calls failed.")]
    public static partial void CircuitOpened(this ILogger logger, string service);

    [LoggerMessage(304, LogLevel.Information, "The circuit breaker of the {Service} service closed: calls succeed again.")]
    public static partial void CircuitClosed(this ILogger logger, string service);

    [LoggerMessage(305, LogLevel.Information, "Started the sample backends: {Services}.")]
    public static partial void SamplesStarted(this ILogger logger, string services);

    [LoggerMessage(306, LogLevel.Warning, "No address is configured for {Services}, and the samples are not part of what is published: these requests get 503.")]
    public static partial void BackendMissing(this ILogger logger, string services);
}
