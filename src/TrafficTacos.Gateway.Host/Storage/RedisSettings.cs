using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Configuration;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>The Redis that all gateways share.</summary>
internal sealed class RedisSettings
{
    internal static readonly Setting AddressSetting = new("Redis:Address", "REDIS_ADDRESS", "The addresses of Redis. Without it everything is kept in this process.");

    public RedisSettings(SettingsReader reader)
    {
        var database = new Setting("Redis:Database", "REDIS_DATABASE", "The number of the database in Redis.");
        var addresses = reader.List(
            AddressSetting,
            "host:port without a password",
            IsAddress,
            mayHoldSecret: true);
        var password = reader.Text(new("Redis:Password", "REDIS_PASSWORD", "The password of Redis.") { IsSecret = true });
        var number = reader.Integer(database, 0, 0, 1023);
        var tls = reader.Boolean(new("Redis:TlsEnabled", "REDIS_TLS_ENABLED", "Connects to Redis by TLS."), false);
        var cluster = reader.Boolean(new("Redis:ClusterMode", "REDIS_CLUSTER_MODE", "Redis is a cluster."), false);
        var sentinel = new Setting("Redis:SentinelService", "REDIS_SENTINEL_SERVICE", "The name of the primary at the sentinels, whose addresses REDIS_ADDRESS has then.");
        var service = reader.Text(sentinel);
        if (addresses.Count == 0)
            return;
        if (cluster && service is not null)
            reader.Refuse(sentinel, "not set: a cluster has no sentinels");
        if (cluster && number != 0)
            reader.Refuse(database, "0: a cluster has no other database");
        Options = new ConfigurationOptions { Ssl = tls, DefaultDatabase = number, ClientName = "traffictacos-gateway", Password = password, ServiceName = service };
        foreach (var address in addresses)
            Options.EndPoints.Add(address);
    }

    /// <summary>How to connect; null keeps everything in this process.</summary>
    public ConfigurationOptions? Options { get; init; }

    private static bool IsAddress(string text) =>
        Uri.TryCreate("redis://" + text, UriKind.Absolute, out var uri)
        && uri.Host.Length > 0 && uri.UserInfo.Length == 0 && uri.PathAndQuery is "" or "/";
}
