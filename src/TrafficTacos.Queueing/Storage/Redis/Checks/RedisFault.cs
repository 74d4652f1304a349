using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>Reads what a failed call says about Redis.</summary>
internal static class RedisFault
{
    /// <summary>What the client's message of a connection that it could not make says of the reason.</summary>
    private static readonly string[] RefusedPassword = ["NOAUTH", "WRONGPASS", nameof(ConnectionFailureType.AuthenticationFailure)];

    /// <summary>The finding behind an exception.</summary>
    /// <param name="exception">Of the client, or one around it.</param>
    /// <param name="timeout">How long a call may take.</param>
    public static StoreFinding Read(Exception exception, TimeSpan timeout)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case RedisServerException:
                    return ReadReply(cause.Message);
                case RedisConnectionException when RefusedPassword.FirstOrDefault(part => cause.Message.Contains(part, StringComparison.Ordinal)) is { } part:
                    return RedisFindings.WrongPassword(part + ".");
            }
        }

        return exception is TimeoutException or { InnerException: TimeoutException }
            ? RedisFindings.NoAnswer(timeout)
            : RedisFindings.Unreachable(FirstLine((exception.InnerException ?? exception).Message).Split(',')[0]);
    }

    private static StoreFinding ReadReply(string reply) => reply.Split(' ', 2)[0] switch
    {
        "READONLY" or "MASTERDOWN" => RedisFindings.ReadOnly,
        "LOADING" => RedisFindings.Loading,
        "OOM" => RedisFindings.OutOfMemory,
        "MISCONF" => RedisFindings.CannotPersist(FirstLine(reply)),
        "NOREPLICAS" => RedisFindings.TooFewReplicas,
        "CLUSTERDOWN" => RedisFindings.ClusterDown(FirstLine(reply)),
        "BUSY" => RedisFindings.Busy,
        "NOAUTH" or "WRONGPASS" => RedisFindings.WrongPassword(FirstLine(reply)),
        _ when ScriptPermissions.IsRefusal(reply) => RedisFindings.MissingPermission(FirstLine(reply)),
        _ => RedisFindings.Refused(FirstLine(reply)),
    };

    private static string FirstLine(string text) => text.ReplaceLineEndings("\n").Split('\n')[0];
}
