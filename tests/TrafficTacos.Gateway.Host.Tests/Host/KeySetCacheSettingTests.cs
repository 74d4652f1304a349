using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Gateway.Host.Authentication;
using TrafficTacos.Gateway.Host.Storage;
using TrafficTacos.Gateway.Host.Tests.Authentication;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>JWT_CACHE_TTL, by what a host does that an operator starts: another gateway left a key set in Redis a while ago, and
/// the issuer has other keys by now. What one process does in that time with a clock that moves stands in KeySetTests and
/// SharedKeySetRetrieverTests.</summary>
[Collection(SharedRedisCollection.Name)]
public sealed class KeySetCacheSettingTests(RedisFixture redis)
{
    [Theory]
    [InlineData("5m", 4, 0)]
    [InlineData("5m", 6, 1)]
    [InlineData("", 9, 0)]
    [InlineData("", 11, 1)]
    [InlineData("1h", 59, 0)]
    [InlineData("1h", 61, 1)]
    public async Task A_key_set_is_good_for_as_long_as_is_set_and_then_asked_for_again(string setting, int minutesOld, int asked)
    {
        var (before, now) = (TestKey.Ec("before"), TestKey.Ec("now"));
        await using var issuer = await TestIssuer.StartAsync(now);
        var address = issuer.Settings.JwksEndpoint!.AbsoluteUri;
        var left = new KeySetDocument(TimeProvider.System.GetUtcNow().AddMinutes(-minutesOld), TestKey.KeySet(before));
        await redis.Connection.GetDatabase().StringSetAsync(new GatewayRedisKeys("tq").KeySet(address), left.Write());
        await using var host = await HostProcess.StartAsync(
            ("REDIS_ADDRESS", redis.Address), ("JWT_CACHE_TTL", setting),
            ("JWT_JWKS_ENDPOINT", address), ("JWT_ISSUER", TestIssuer.Name), ("JWT_AUDIENCE", TestIssuer.Audience));

        (await JoinAsync(host, asked == 0 ? before : now)).Should(HttpStatusCode.Accepted);
        Assert.Equal(asked, issuer.Asked);
        Assert.Equal(asked == 0, string.Equals(left.Write(), await LyingThereAsync(address), StringComparison.Ordinal));
    }

    private async Task<string?> LyingThereAsync(string address) => await redis.Connection.GetDatabase().StringGetAsync(new GatewayRedisKeys("tq").KeySet(address));

    private static Task<Answer> JoinAsync(HostProcess host, TestKey key)
    {
        var join = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = JsonContent.Create(new { event_id = Fresh.Event() }) };
        return host.Http.AskAsync(join.With("Authorization", "Bearer " + key.Sign(TestIssuer.Claims(TimeProvider.System))));
    }
}
