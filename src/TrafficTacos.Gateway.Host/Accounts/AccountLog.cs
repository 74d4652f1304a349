namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Log messages; never a name, a password or a token.</summary>
internal static partial class AccountLog
{
    /// <summary>One line and no stack: while the store is away this is every request.</summary>
    [LoggerMessage(211, LogLevel.Warning, "The accounts' store is away ({Reason}); a request was answered with 503.")]
    public static partial void StoreAway(this ILogger logger, string reason);
}
