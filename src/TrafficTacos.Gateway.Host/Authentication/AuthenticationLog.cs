namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Log messages; never a token.</summary>
internal static partial class AuthenticationLog
{
    [LoggerMessage(201, LogLevel.Information, "The key set of {Address} was taken from {Source}.")]
    public static partial void KeySetTaken(this ILogger logger, string address, string source);

    [LoggerMessage(202, LogLevel.Warning, "The key set of {Address} cannot be fetched ({Reason}); the keys known so far stay in use.")]
    public static partial void KeySetNotFetched(this ILogger logger, string address, string reason);

    [LoggerMessage(203, LogLevel.Warning, "Redis is away: the key set of {Address} is not shared with other gateways.")]
    public static partial void KeySetNotShared(this ILogger logger, string address);
}
