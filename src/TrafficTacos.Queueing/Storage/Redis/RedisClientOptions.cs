using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>How a connection of our own behaves, whatever it connects to.</summary>
internal static class RedisClientOptions
{
    /// <summary>Often enough to find a node within seconds that was promoted while nobody called.</summary>
    private const int RoleCheckSeconds = 2;

    /// <summary>The client looks for silent connections with this interval. It gives one up after four timeouts of synchronous calls, of
    /// which there are none here: they are shorter, so that it is not four seconds.</summary>
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromMilliseconds(250);

    private const double SilentTimeouts = 3;

    /// <param name="configuration">End points, credentials, TLS, database; it is not changed.</param>
    /// <param name="timeout">How long a call may take.</param>
    /// <returns>Options that fail fast and connect again by themselves.</returns>
    public static ConfigurationOptions Create(ConfigurationOptions configuration, TimeSpan timeout)
    {
        var milliseconds = (int)timeout.TotalMilliseconds;
        var own = configuration.Clone();
        own.AbortOnConnectFail = false;
        own.BacklogPolicy = BacklogPolicy.FailFast;
        own.ConnectTimeout = Math.Min(own.ConnectTimeout, milliseconds);
        own.AsyncTimeout = milliseconds;
        own.SyncTimeout = (int)(SilentTimeouts / 4 * milliseconds);
        own.ReconnectRetryPolicy = new LinearRetry(500);
        own.HeartbeatInterval = HeartbeatInterval;
        own.ConfigCheckSeconds = RoleCheckSeconds;
        return own;
    }
}
