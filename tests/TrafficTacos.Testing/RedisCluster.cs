using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Tools.Processes;

namespace TrafficTacos.Testing;

/// <summary>A real Redis cluster of three masters on loopback, the slots split evenly. A dead node takes down its own slots
/// only (<c>cluster-require-full-coverage no</c>), as a shop would configure it.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16384;
    private static readonly TimeSpan FormingTime = TimeSpan.FromSeconds(30);

    private readonly int[] _busPorts;
    private readonly List<RedisServer> _replicas = [];

    private RedisCluster(RedisServer[] nodes, int[] busPorts)
    {
        Nodes = nodes;
        _busPorts = busPorts;
    }

    public IReadOnlyList<RedisServer> Nodes { get; }

    /// <summary>A connection string with every node.</summary>
    public string Address => string.Join(',', Nodes.Select(node => node.Address));

    public static async Task<RedisCluster> StartAsync()
    {
        // The bus port is named, because the usual one (port + 10000) may be taken, or be no port at all.
        int[] busPorts = [RedisServer.FreePort(), RedisServer.FreePort(), RedisServer.FreePort()];
        var nodes = await Task.WhenAll(busPorts.Select(StartNodeAsync));
        var cluster = new RedisCluster(nodes, busPorts);
        try
        {
            await cluster.FormAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        return cluster;
    }

    /// <summary>A fourth node, which has what a master has and takes over when that dies.</summary>
    public async Task<RedisServer> AddReplicaAsync(RedisServer master)
    {
        var replica = await StartNodeAsync(RedisServer.FreePort());
        _replicas.Add(replica);
        await replica.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", Nodes[0].Port, _busPorts[0]);
        var id = (string)(await master.ExecuteAsync("CLUSTER", "MYID"))!;
        await Eventually.IsTrueAsync(async () => ((string)(await replica.ExecuteAsync("CLUSTER", "NODES"))!).Contains(id, StringComparison.Ordinal));
        await replica.ExecuteAsync("CLUSTER", "REPLICATE", id);
        await Eventually.IsTrueAsync(async () =>
            ((string)(await replica.ExecuteAsync("INFO", "replication"))!).Contains("master_link_status:up", StringComparison.Ordinal));
        // The others vote for it only when they know it.
        foreach (var node in Nodes)
        {
            await Eventually.IsTrueAsync(async () =>
                ((string)(await node.ExecuteAsync("CLUSTER", "NODES"))!).Split('\n').Any(line => line.Contains($" slave {id} ", StringComparison.Ordinal)));
        }

        return replica;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes.Concat(_replicas))
            await node.DisposeAsync();
    }

    private static Task<RedisServer> StartNodeAsync(int busPort) => RedisServer.StartAsync(
        "--cluster-enabled", "yes",
        "--cluster-port", busPort.ToString(CultureInfo.InvariantCulture),
        "--cluster-announce-ip", "127.0.0.1",
        "--cluster-node-timeout", "1000",
        "--cluster-require-full-coverage", "no");

    private async Task FormAsync()
    {
        var connections = await Task.WhenAll(Nodes.Select(node => ConnectionMultiplexer.ConnectAsync(node.Address + ",allowAdmin=true")));
        try
        {
            var servers = connections.Select((connection, i) => connection.GetServer(Nodes[i].Address)).ToArray();
            for (var i = 0; i < servers.Length; i++)
            {
                await servers[i].ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", Slots * i / servers.Length, Slots * (i + 1) / servers.Length - 1);
                if (i > 0) // it knows itself
                    await servers[0].ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", Nodes[i].Port, _busPorts[i]);
            }

            var patience = TimeProvider.System.GetTimestamp();
            // The nodes gossip at their own pace and tell nobody when they are done.
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            string[] told;
            while (!(told = await Task.WhenAll(servers.Select(ToldAsync))).All(KnowsAll))
            {
                if (TimeProvider.System.GetElapsedTime(patience) > FormingTime)
                    throw new InvalidOperationException("The cluster did not form:\n" + string.Join('\n', told));
                await pace.WaitForNextTickAsync();
            }
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    private static async Task<string> ToldAsync(IServer server) => (string)(await server.ExecuteAsync("CLUSTER", "INFO"))!;

    private bool KnowsAll(string told) =>
        told.Contains("cluster_state:ok\r\n", StringComparison.Ordinal)
        && told.Contains($"cluster_slots_ok:{Slots}\r\n", StringComparison.Ordinal)
        && told.Contains($"cluster_known_nodes:{Nodes.Count}\r\n", StringComparison.Ordinal);
}
