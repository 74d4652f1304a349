using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Gateway.Host.Storage;

/// <summary>The keys of accounts and authentication in Redis. Each operation uses one key, so that a cluster can place them
/// anywhere.</summary>
/// <param name="prefix">The prefix of the waiting room's keys.</param>
internal sealed class GatewayRedisKeys(string prefix)
{
    /// <summary>What the user of Redis has to be allowed besides the waiting room's keys.</summary>
    public IReadOnlyList<CheckedKey> Kinds { get; } = [new($"{prefix}-gateway:*", $"{prefix}-gateway:probe"), new($"{{{prefix}-limit}}:*", $"{{{prefix}-limit}}:probe")];

    /// <summary>STRING: the key set of an issuer, with the time at which it was fetched.</summary>
    public RedisKey KeySet(string address) => $"{prefix}-gateway:key-set:{address}";

    /// <summary>STRING: an account, by its name in lower case. Writing it only if it does not exist claims the name.</summary>
    public RedisKey Account(string name) => $"{prefix}-gateway:account:{name}";

    /// <summary>STRING: the generated key that signs the accounts' tokens. In Development only.</summary>
    public RedisKey SigningKey => $"{prefix}-gateway:signing-key";

    /// <summary>HASH: the public keys of the accounts' tokens that gateways announced, by their id.</summary>
    public RedisKey AnnouncedKeys => $"{prefix}-gateway:announced-keys";

    /// <summary>STRING: the time in milliseconds after which no newly issued token with the shared secret counts.</summary>
    public RedisKey SecretCutOff => $"{prefix}-gateway:secret-cut-off";

    /// <summary>HASH: the keys that encrypt the sessions of operators, by their names.</summary>
    public RedisKey SessionKeys => $"{prefix}-gateway:session-keys";

    /// <summary>STRING: what a client has left of its limit. All have one hash tag, so that one script call may use several of them on a
    /// cluster too.</summary>
    public RedisKey RateLimit(UInt128 partition) => $"{{{prefix}-limit}}:{partition:x32}";
}
