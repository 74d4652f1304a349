namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Log messages. Usernames, passwords and tokens are never logged.</summary>
internal static partial class AccountLog
{
    /// <summary>A line a second without a stack trace.</summary>
    [LoggerMessage(211, LogLevel.Warning, "The accounts' store is unavailable ({Reason}); {Count} requests got 503.")]
    public static partial void StoreUnavailable(this ILogger logger, string reason, long count);
}
