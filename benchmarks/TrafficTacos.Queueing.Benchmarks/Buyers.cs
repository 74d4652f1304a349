using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Users with tokens of the gateway's own accounts, each of which every gateway has seen once.</summary>
internal static class Buyers
{
    private const int Count = 2_000;

    /// <summary>Their ids; the file gets a line each.</summary>
    public static async Task<string[]> PrepareAsync(string redis, string file, int[] ports)
    {
        // The key on which gateways without a configured one agree through the store.
        await using var store = new GatewayRedis(ConfigurationOptions.Parse(redis));
        var tokens = new AccountTokens(new AccountKeys(new AccountSettings(null, true), new RedisAccountStore(store)), TimeProvider.System);
        var buyers = new (string Id, string Token)[Count];
        for (var i = 0; i < Count; i++)
        {
            var account = new Account(Account.NewUserId(), $"buyer{i}", "", "", Account.UserRole, "", TimeProvider.System.GetUtcNow());
            buyers[i] = (account.UserId, await tokens.CreateAsync(account));
        }

        await File.WriteAllLinesAsync(file, buyers.Select(buyer => $"{buyer.Id} {buyer.Token}"));
        using var http = new HttpClient();
        foreach (var port in ports)
        {
            await Parallel.ForEachAsync(buyers, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (buyer, cancel) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/");
                request.Headers.Authorization = new("Bearer", buyer.Token);
                using var answer = await http.SendAsync(request, cancel);
                answer.EnsureSuccessStatusCode();
            });
        }

        return [.. buyers.Select(buyer => buyer.Id)];
    }
}
