using System.Globalization;
using System.Text.Json;
using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.Accounts;

/// <summary>The keys of all gateways of a Redis. While it is unavailable, the exceptions are those of StackExchange.Redis.</summary>
internal sealed class RedisAccountKeyStore(GatewayRedis redis) : IAccountKeyStore
{
    public async ValueTask<string> AgreeOnSigningKeyAsync(string proposal) => await AgreeAsync(redis.Keys.SigningKey, proposal);

    public async ValueTask<DateTimeOffset> AgreeOnCutOffAsync(DateTimeOffset proposal)
    {
        var milliseconds = await AgreeAsync(redis.Keys.SecretCutOff, proposal.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>A field is the id of a key; its value is the time in milliseconds, a space, the key.</summary>
    public async ValueTask AnnounceAsync(PublicKey key, DateTimeOffset now)
    {
        var database = await redis.DatabaseAsync();
        var text = JsonSerializer.Serialize(key, AccountJson.Default.PublicKey);
        await database.HashSetAsync(redis.Keys.AnnouncedKeys, key.KeyId, string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeMilliseconds()} {text}"));
    }

    public async ValueTask<IReadOnlyList<PublicKey>> FindAnnouncedAsync(DateTimeOffset since)
    {
        var database = await redis.DatabaseAsync();
        var keys = new List<PublicKey>();
        foreach (var field in await database.HashGetAllAsync(redis.Keys.AnnouncedKeys))
        {
            if (Read(field.Value) is not var (at, key))
                continue;
            if (at >= since)
                keys.Add(key);
            else
                await database.HashDeleteAsync(redis.Keys.AnnouncedKeys, field.Name);
        }

        return keys;
    }

    private static (DateTimeOffset At, PublicKey Key)? Read(string? text) =>
        text?.Split(' ', 2) is [var time, var json]
            && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && JsonSerializer.Deserialize(json, AccountJson.Default.PublicKey) is { } key
            ? (DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), key)
            : null;

    private async ValueTask<string> AgreeAsync(RedisKey key, string proposal)
    {
        var database = await redis.DatabaseAsync();
        var stored = await database.StringSetAndGetAsync(key, proposal, when: When.NotExists);
        return stored.IsNull ? proposal : (string)stored!;
    }
}
