namespace TrafficTacos.Gateway.Host.Backends;

/// <summary>Log messages about backends; never a request or a reply.</summary>
internal static partial class BackendLog
{
    [LoggerMessage(301, LogLevel.Warning, "The {Service} service failed in {Method} with {Status}: {Text}")]
    public static partial void Failed(this ILogger logger, string service, string method, string status, string text);

    [LoggerMessage(302, LogLevel.Warning, "The {Service} service answered {Method} without what the contract promises.")]
    public static partial void Incomplete(this ILogger logger, string service, string method);

    [LoggerMessage(303, LogLevel.Error, "The {Service} service fails too often; it is left alone for a moment.")]
    public static partial void BreakerOpened(this ILogger logger, string service);

    [LoggerMessage(304, LogLevel.Information, "The {Service} service works again.")]
    public static partial void BreakerClosed(this ILogger logger, string service);

    [LoggerMessage(305, LogLevel.Information, "Started the sample backends: {Services}.")]
    public static partial void SamplesStarted(this ILogger logger, string services);

    [LoggerMessage(306, LogLevel.Warning, "No address is configured for {Services}, and the samples are not part of what is published: these requests get 503.")]
    public static partial void BackendMissing(this ILogger logger, string services);
}
