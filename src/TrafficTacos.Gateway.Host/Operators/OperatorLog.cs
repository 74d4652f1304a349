namespace TrafficTacos.Gateway.Host.Operators;

/// <summary>Log messages about operators. A name that was typed and that nobody has is never logged: it may be a password.</summary>
internal static partial class OperatorLog
{
    [LoggerMessage(701, LogLevel.Information, "Read {Count} operators from {Path}.")]
    public static partial void OperatorsRead(this ILogger logger, string path, int count);

    [LoggerMessage(702, LogLevel.Error, "OPERATOR_USERS_FILE {Path} has mistakes, so the operators from before stay: {Mistakes}.")]
    public static partial void OperatorsNotRead(this ILogger logger, string path, string mistakes);

    [LoggerMessage(703, LogLevel.Information, "Operator {Name} signed in from {Address}.")]
    public static partial void SignedIn(this ILogger logger, string name, string address);

    [LoggerMessage(704, LogLevel.Warning, "A sign-in of an operator from {Address} failed: {Reason}.")]
    public static partial void SignInFailed(this ILogger logger, string address, string reason);

    [LoggerMessage(705, LogLevel.Information, "Operator {Name} signed out.")]
    public static partial void SignedOut(this ILogger logger, string name);

    [LoggerMessage(711, LogLevel.Information, "The operator's console is at {Address}")]
    public static partial void ConsoleIsAt(this ILogger logger, string address);

    [LoggerMessage(712, LogLevel.Information, "There is no operator's console: set OPERATOR_USERS_FILE, or OPERATOR_CLAIM and OPERATOR_AUDIENCE.")]
    public static partial void NoConsole(this ILogger logger);

    [LoggerMessage(713, LogLevel.Warning, "Nobody reaches the operator's console: it answers over HTTPS only, and there is neither an HTTPS endpoint nor TRUSTED_PROXIES, whose X-Forwarded-Proto would count.")]
    public static partial void ConsoleNeedsTls(this ILogger logger);
}
