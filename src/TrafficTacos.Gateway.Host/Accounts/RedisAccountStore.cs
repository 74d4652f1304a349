using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>Accounts of all gateways. One key is one account, and that it is written only where there is none claims the name.
/// Throws what StackExchange.Redis throws while Redis is away.</summary>
internal sealed class RedisAccountStore(GatewayRedis redis) : IAccountStore
{
    public async ValueTask<bool> TryAddAsync(Account account)
    {
        var database = await redis.DatabaseAsync();
        return await database.StringSetAsync(KeyOf(account.Username), account.Write(), when: When.NotExists);
    }

    public async ValueTask<Account?> FindAsync(string username)
    {
        var database = await redis.DatabaseAsync();
        return Account.Read(await database.StringGetAsync(KeyOf(username)));
    }

    public async ValueTask<string> AgreeOnSigningKeyAsync(string proposal)
    {
        var database = await redis.DatabaseAsync();
        var held = await database.StringSetAndGetAsync(GatewayRedisKeys.SigningKey, proposal, when: When.NotExists);
        return held.IsNull ? proposal : (string)held!;
    }

    private static RedisKey KeyOf(string username) => GatewayRedisKeys.Account(username.ToLowerInvariant());
}
