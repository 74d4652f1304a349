namespace TrafficTacos.Gateway.Host.Authentication;

/// <summary>Log messages. Tokens are never logged.</summary>
internal static partial class AuthenticationLog
{
    [LoggerMessage(201, LogLevel.Information, "Loaded the key set of {Address} from {Source}.")]
    public static partial void KeySetLoaded(this ILogger logger, string address, string source);

    [LoggerMessage(202, LogLevel.Warning, "The key set of {Address} cannot be fetched ({Reason}); keys that were loaded before stay in use.")]
    public static partial void KeySetFetchFailed(this ILogger logger, string address, string reason);

    [LoggerMessage(204, LogLevel.Warning, "Keys of {Address} are left out: {Skipped}.")]
    public static partial void KeysSkipped(this ILogger logger, string address, string skipped);

    [LoggerMessage(203, LogLevel.Warning, "Redis is unavailable: the key set of {Address} is not shared with other gateways.")]
    public static partial void KeySetNotShared(this ILogger logger, string address);
}
