using StackExchange.Redis;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>Every key of accounts and authentication in Redis, spelled once. Each operation touches one key, so that a cluster may put them anywhere.</summary>
internal static class GatewayRedisKeys
{
    /// <summary>STRING: the key set of an issuer, and when it was fetched.</summary>
    public static RedisKey KeySet(string address) => "tq-gateway:key-set:" + address;

    /// <summary>STRING: one account. The name is in lower case: that it can be written once claims it.</summary>
    public static RedisKey Account(string name) => "tq-gateway:account:" + name;

    /// <summary>STRING: the generated key of the accounts' tokens. In Development only.</summary>
    public static RedisKey SigningKey => "tq-gateway:signing-key";
}
