namespace TrafficTacos.Gateway.Host.Observability;

/// <summary>The log line of a request. It has the template of the path, because the path and the query may contain ids and
/// tokens.</summary>
internal static partial class RequestLog
{
    [LoggerMessage(401, LogLevel.Information, "{Method} {Route} {Status} {Milliseconds:0.0} ms")]
    public static partial void Request(this ILogger logger, string method, string route, int status, double milliseconds);

    [LoggerMessage(402, LogLevel.Debug, "{Method} {Route} {Status} {Milliseconds:0.0} ms")]
    public static partial void SystemRequest(this ILogger logger, string method, string route, int status, double milliseconds);
}
