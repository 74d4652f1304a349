using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The accounts of all gateways. An account is one key, which is written only if it does not exist. While Redis is unavailable,
/// the exceptions are those of StackExchange.Redis.</summary>
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

    public async ValueTask ReplaceHashAsync(Account account, string passwordHash)
    {
        var database = await redis.DatabaseAsync();
        await database.StringSetAsync(KeyOf(account.Username), (account with { PasswordHash = passwordHash }).Write(), when: When.Exists);
    }

    private RedisKey KeyOf(string username) => redis.Keys.Account(username.ToLowerInvariant());
}
