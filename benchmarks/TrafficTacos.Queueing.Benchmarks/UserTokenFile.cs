using TrafficTacos.Gateway.Host.Accounts;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Queueing.Benchmarks;

/// <summary>Creates users with tokens of the gateway's own accounts, and sends each token once to every gateway so that it is cached.</summary>
internal static class UserTokenFile
{
    private const int Users = 2_000;
    private const int Concurrency = 16;

    /// <summary>Writes a line "id token" for each user and returns the ids.</summary>
    public static async Task<string[]> WriteAsync(string redis, string file, int[] ports)
    {
        // Gateways without a configured key share one through the store.
        var settings = HostSettings.Of(("Redis:Address", redis));
        await using var store = new GatewayRedis(settings.Redis.Options!);
        var tokens = new AccountTokenFactory(new AccountKeySet(settings.Accounts, new RedisAccountKeyStore(store), TimeProvider.System), TimeProvider.System, []);
        var users = new (string Id, string Token)[Users];
        for (var i = 0; i < Users; i++)
        {
            var account = new Account(Account.NewUserId(), $"buyer{i}", "", "", Account.UserRole, "", TimeProvider.System.GetUtcNow());
            users[i] = (account.UserId, await tokens.CreateAsync(account));
        }

        await File.WriteAllLinesAsync(file, users.Select(user => $"{user.Id} {user.Token}"));
        using var http = new HttpClient();
        foreach (var port in ports)
        {
            await Parallel.ForEachAsync(users, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (user, cancellationToken) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/");
                request.Headers.Authorization = new("Bearer", user.Token);
                using var response = await http.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
            });
        }

        return [.. users.Select(user => user.Id)];
    }
}
