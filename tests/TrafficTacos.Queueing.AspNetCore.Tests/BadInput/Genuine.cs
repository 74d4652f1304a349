using StackExchange.Redis;
using TrafficTacos.Queueing.AspNetCore.Tests.Admission;

namespace TrafficTacos.Queueing.AspNetCore.Tests.BadInput;

/// <summary>A shop on a Redis of its own in which people wait, and one has entered: what bad input must leave as it is.</summary>
public sealed class Genuine : IAsyncLifetime
{
    private RedisServer _server = null!;
    private ConnectionMultiplexer _redis = null!;

    internal Shop Shop { get; private set; } = null!;

    /// <summary>The tokens of a visitor who waits, of a user who waits, and a pass that nobody has used.</summary>
    internal string Token { get; private set; } = "";

    internal string UserToken { get; private set; } = "";

    internal string Pass { get; private set; } = "";

    internal string User { get; } = Fresh.User();

    public async Task InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse(_server.Address);
        configuration.AllowAdmin = true;
        _redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        Shop = await Shop.OpenAsync(OrderDesk.Plan with
        {
            Redis = _server.Address,
            // Maintenance would change the store beside the requests.
            Time = new TimerlessTime(),
            Options = options =>
            {
                // Nobody's time runs out while the tests run.
                options.HeartbeatTimeout = options.NoShowTimeout = options.PassLifetime = TimeSpan.FromHours(2);
            },
        });
        Pass = await Shop.Queue.PassAsync(OrderDesk.Event);
        Token = await Shop.Queue.TokenAsync(OrderDesk.Event);
        UserToken = await Shop.Queue.TokenAsync(OrderDesk.Event, User);
        await Shop.Queue.StatusAsync(Token);
    }

    public async Task DisposeAsync()
    {
        await Shop.DisposeAsync();
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>Everything Redis holds, but for the rate windows, which any traffic may roll, and the marks of the gateways' calls.</summary>
    internal async Task<SortedDictionary<string, string>> DumpAsync()
    {
        var database = _redis.GetDatabase();
        var dump = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var key in _redis.GetServers()[0].KeysAsync())
        {
            var name = key.ToString();
            if (name.EndsWith("}:state", StringComparison.Ordinal))
                dump[name] = string.Join('\n', (await database.HashGetAllAsync(key)).Select(field => field.ToString()).Where(field => !field.StartsWith("mark:", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            else if (!name.EndsWith("}:rates", StringComparison.Ordinal))
                dump[name] = $"{await database.KeyTypeAsync(key)} {Convert.ToBase64String((await database.KeyDumpAsync(key))!)}";
        }

        return dump;
    }

    /// <summary>How many scripts Redis has run.</summary>
    internal async Task<long> ScriptCallsAsync()
    {
        var statistics = await _redis.GetServers()[0].InfoAsync("commandstats");
        return statistics.SelectMany(group => group)
            .Where(line => line.Key is "cmdstat_eval" or "cmdstat_evalsha" or "cmdstat_fcall")
            .Sum(line => long.Parse(line.Value.Split('=', ',')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The waiting room with other keys, whose tokens look like ours.</summary>
    internal static Task<Shop> ForeignShopAsync() => Shop.OpenAsync();
}
