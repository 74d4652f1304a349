namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text = """
        The reference gateway of TrafficTacos.Queueing. Without any setting: in memory, on port 8000.

          SERVER_PORT           port to listen on (8000)
          SERVER_ENVIRONMENT    Development, Staging or Production
          LOG_LEVEL             trace, debug, info, warn, error or none (info)
          REDIS_ADDRESS         host:port[,host:port…]; without it the queue lives in this process
          REDIS_PASSWORD        password; or REDIS_PASSWORD_FILE, the path of a file that holds it
          REDIS_DATABASE        number of the database (0)
          REDIS_TLS_ENABLED     true or false (false)
          REDIS_CLUSTER_MODE    true or false (false)
          CORS_ALLOW_ORIGINS    origins that browsers may call from, separated by commas

        The same and more can be set in appsettings.json: Server, Redis, Cors, WaitingRoom, Logging. WaitingRoom holds the
        options of the README, for example WaitingRoom__RefillPerSecond=100 in the environment.
        """;
}
