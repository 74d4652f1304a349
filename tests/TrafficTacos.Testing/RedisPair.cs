using System.Globalization;
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
        var pair = new RedisPair(primary, await RedisServer.StartAsync("--repl-diskless-sync-delay", "0"));
        try
        {
            await pair.Replica.ExecuteAsync("REPLICAOF", "127.0.0.1", primary.Port);
            await Eventually.IsTrueAsync(async () =>
                ((string)(await pair.Replica.ExecuteAsync("INFO", "replication"))!).Contains("master_link_status:up", StringComparison.Ordinal));
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }

        return pair;
    }

    /// <summary>Until the replica has all that was written so far.</summary>
    public Task CatchUpAsync() => CatchUpAsync(Primary, Replica);

    public static async Task CatchUpAsync(RedisServer primary, RedisServer replica)
    {
        var written = await OffsetAsync(primary, "master_repl_offset");
        await Eventually.IsTrueAsync(async () => await OffsetAsync(replica, "slave_repl_offset") >= written);
    }

    /// <summary>Both nodes live on, with the other's role, and no connection is cut.</summary>
    public async Task SwapRolesAsync()
    {
        await Primary.ExecuteAsync("FAILOVER");
        await Eventually.IsTrueAsync(async () => await IsPromotedAsync() && await RoleAsync(Primary) == "slave");
    }

    /// <summary>Whether the replica takes the writes.</summary>
    public async Task<bool> IsPromotedAsync() => await RoleAsync(Replica) == "master";

    /// <summary>The replica becomes a primary of its own.</summary>
    public Task PromoteAsync() => Replica.ExecuteAsync("REPLICAOF", "NO", "ONE");

    public async ValueTask DisposeAsync()
    {
        await Name.DisposeAsync();
        await Replica.DisposeAsync();
        await Primary.DisposeAsync();
    }

    private static async Task<long> OffsetAsync(RedisServer node, string field)
    {
        var line = ((string)(await node.ExecuteAsync("INFO", "replication"))!).Split("\r\n")
            .SingleOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return line is null ? -1 : long.Parse(line[(field.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private static async Task<string> RoleAsync(RedisServer node) => (string)(await node.ExecuteAsync("ROLE"))[0]!;
}
