using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>The keys of accounts and authentication in Redis. Each operation uses one key, so that a cluster can place them
/// anywhere.</summary>
internal static class GatewayRedisKeys
{
    /// <summary>STRING: the key set of an issuer, with the time at which it was fetched.</summary>
    public static RedisKey KeySet(string address) => "tq-gateway:key-set:" + address;

    /// <summary>STRING: an account, by its name in lower case. Writing it only if it does not exist claims the name.</summary>
    public static RedisKey Account(string name) => "tq-gateway:account:" + name;

    /// <summary>STRING: the generated key that signs the accounts' tokens. In Development only.</summary>
    public static RedisKey SigningKey => "tq-gateway:signing-key";
}
