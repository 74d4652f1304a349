namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Log messages. Usernames, passwords and tokens are never logged.</summary>
internal static partial class AccountLog
{
    /// <summary>One line without a stack trace, because every request writes it while the store is unavailable.</summary>
    [LoggerMessage(211, LogLevel.Warning, "The accounts' store is unavailable ({Reason}); the request got 503.")]
    public static partial void StoreUnavailable(this ILogger logger, string reason);
}
