using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Testing;

/// <summary>A real primary and a real replica of it, on loopback.</summary>
internal sealed class RedisPair : IAsyncDisposable
{
    private RedisPair(RedisServer primary, RedisServer replica)
    {
        (Primary, Replica) = (primary, replica);
        Name = new RedisName(primary.Address);
    }

    /// <summary>The primary at first.</summary>
    public RedisServer Primary { get; }

    /// <summary>The replica at first.</summary>
    public RedisServer Replica { get; }

    /// <summary>One name for both, which points to the primary at first.</summary>
    public RedisName Name { get; }

    /// <summary>A connection string with both.</summary>
    public string Address => $"{Primary.Address},{Replica.Address}";

    public static async Task<RedisPair> StartAsync()
    {
        var primary = await RedisServer.StartAsync("--repl-diskless-sync-delay", "0");
        var replica = await RedisServer.StartAsync(
            "--repl-diskless-sync-delay", "0", "--replicaof", "127.0.0.1 " + primary.Port.ToString(CultureInfo.InvariantCulture));
        var pair = new RedisPair(primary, replica);
        await pair.CatchUpAsync();
        return pair;
    }

    /// <summary>Until the replica has all that was written so far.</summary>
    public async Task CatchUpAsync()
    {
        await Eventually.IsTrueAsync(async () =>
            (await ExecuteAsync(Replica, "INFO", "replication")).ToString().Contains("master_link_status:up", StringComparison.Ordinal));
        await Eventually.IsTrueAsync(async () => (long)await ExecuteAsync(Primary, "WAIT", 1, 100) == 1);
    }

    /// <summary>Both nodes live on, with the other's role, and no connection is cut.</summary>
    public async Task SwapRolesAsync()
    {
        await ExecuteAsync(Primary, "FAILOVER");
        await Eventually.IsTrueAsync(async () => (await RoleAsync(Replica), await RoleAsync(Primary)) == ("master", "slave"));
    }

    /// <summary>The replica becomes a primary of its own.</summary>
    public Task PromoteAsync() => ExecuteAsync(Replica, "REPLICAOF", "NO", "ONE");

    public async ValueTask DisposeAsync()
    {
        await Name.DisposeAsync();
        await Replica.DisposeAsync();
        await Primary.DisposeAsync();
    }

    private static async Task<string> RoleAsync(RedisServer node) => (string)(await ExecuteAsync(node, "ROLE"))[0]!;

    private static async Task<RedisResult> ExecuteAsync(RedisServer node, string command, params object[] arguments)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(node.Address + ",allowAdmin=true");
        return await connection.GetServer(node.Address).ExecuteAsync(command, arguments);
    }
}
