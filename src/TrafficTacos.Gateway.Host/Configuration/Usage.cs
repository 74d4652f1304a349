namespace TrafficTacos.Gateway.Host.Configuration;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text = """
        The reference gateway of TrafficTacos.Queueing. Without any setting: in memory, on port 8000.
        --health asks the gateway that runs here with the same settings whether it lives, and ends with 0 or 1.

          SERVER_PORT           port to listen on (8000)
          SERVER_DRAIN_DELAY    how long it serves on, not ready any more, after SIGTERM (10s; 0s in Development)
          SERVER_ENVIRONMENT    Development, Staging or Production
          SERVER_SETTINGS       path of one more appsettings.json, on a mounted volume
          LOG_LEVEL             trace, debug, info, warn, error or none (info)
          REDIS_ADDRESS         host:port[,host:port…]; without it the queue lives in this process
          REDIS_PASSWORD        password; or REDIS_PASSWORD_FILE, the path of a file that holds it
          REDIS_DATABASE        number of the database (0)
          REDIS_TLS_ENABLED     true or false (false)
          REDIS_CLUSTER_MODE    true or false (false)
          CORS_ALLOW_ORIGINS    origins that browsers may call from, separated by commas
          TRUSTED_PROXIES       addresses or networks whose X-Forwarded-For is believed
          JWT_JWKS_ENDPOINT     address of the issuer's key set; with it JWT_ISSUER and JWT_AUDIENCE
          JWT_CACHE_TTL         how long a key set is kept (10m; at least 5m)
          ACCOUNTS_SIGNING_KEY  ES256 private key (PEM) of the gateway's own accounts; or ACCOUNTS_SIGNING_KEY_FILE
          ACCOUNTS_ACCEPTED_KEYS
                                other keys whose tokens are accepted (PEM, one or several, public or private); or ACCOUNTS_ACCEPTED_KEYS_FILE
          RATE_LIMIT_ENABLED    true or false (true)
          RATE_LIMIT_RPS        requests a second for each user, waiting token or address (50)
          RATE_LIMIT_BURST      requests that may be saved up (100)
          BACKEND_RESERVATION_API_GRPC_ADDRESS, BACKEND_PAYMENT_API_GRPC_ADDRESS
                                host:port of the services behind; in Development, samples in this process when not given
          BACKEND_RESERVATION_API_TLS_ENABLED, BACKEND_PAYMENT_API_TLS_ENABLED
                                true or false (false)
          BACKEND_RESERVATION_API_TIMEOUT, BACKEND_PAYMENT_API_TIMEOUT
                                how long a call may take, retries included (600ms, 400ms)
          RESERVATIONS_REQUIRE_ADMISSION
                                true or false (true): whether a reservation needs a pass of the waiting room
          OBSERVABILITY_OTLP_ENDPOINT
                                collector of traces and metrics, such as http://collector:4317; nothing is sent without it
          OBSERVABILITY_OTLP_PROTOCOL
                                grpc or http/protobuf (by the address: port 4318 or a path is http/protobuf, others grpc)
          OBSERVABILITY_TRACING_ENABLED
                                true or false (true)
          OBSERVABILITY_SAMPLE_RATE
                                part of the traces that is kept, from 0 to 1 (0.1); a caller that decided already is heeded
          OBSERVABILITY_METRICS_ENABLED
                                true or false (true)
          OBSERVABILITY_METRICS_PATH
                                where Prometheus reads (/metrics)

        Outside Development the backends, and either JWT_JWKS_ENDPOINT or ACCOUNTS_SIGNING_KEY, have to be given.

        The same and more can be set in appsettings.json: Server, Redis, Cors, Jwt, Accounts,
        RateLimit, Backends, Reservations, Observability, WaitingRoom, Logging. WaitingRoom holds the
        options of the README, for example WaitingRoom__AdmissionsPerSecond=100 in the environment.
        """;
}
