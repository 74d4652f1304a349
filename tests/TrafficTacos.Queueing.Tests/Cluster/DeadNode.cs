using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tests.Faults;

namespace TrafficTacos.Queueing.Tests.Cluster;

/// <summary>One of three nodes dies: its events are away, the others notice nothing.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class DeadNode
{
    private const int Events = 30;

    /// <summary>Past the time the nodes themselves need to agree that one is dead (one second, then a vote), and past what the
    /// client does about it.</summary>
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task A_dead_node_takes_its_own_events_away_and_no_others()
    {
        await using var cluster = await RedisCluster.StartAsync();
        // Without configured keys: the node that has the secret they share dies, and they know it.
        await using var gateways = new LocalGateways(2, cluster.Address, options => options.Tokens = new TokenOptions());
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var eventId in Enumerable.Range(0, Events).Select(i => string.Create(CultureInfo.InvariantCulture, $"concert:{i}")))
        {
            foreach (var room in gateways.Rooms)
                tokens[eventId] = (await room.JoinAsync(eventId, key: eventId)).WaitingToken!;
        }

        var slot = (long)await cluster.Nodes[0].ExecuteAsync("CLUSTER", "KEYSLOT", RedisKeySpace.Default.Secret[0].ToString());
        var dead = cluster.Nodes[(int)(slot * cluster.Nodes.Count / 16384)];
        var away = await EventsOfAsync(dead, tokens.Keys);
        Assert.InRange(away.Count, 1, Events - 2);

        dead.Kill();
        var start = TimeProvider.System.GetTimestamp();
        using (var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100)))
        {
            while (TimeProvider.System.GetElapsedTime(start) < Watching)
            {
                await Task.WhenAll(gateways.Rooms.SelectMany(room => tokens.Select(pair => away.Contains(pair.Key)
                    ? Patience.AssertUnavailableAsync(pair.Key, () => room.GetStatusAsync(pair.Value).AsTask())
                    : AssertReadyAsync(room, pair.Value))));
                await pace.WaitForNextTickAsync();
            }
        }

        await dead.RestartAsync();

        // It kept nothing, so its events begin anew; nobody restarts a gateway for that.
        foreach (var eventId in away)
        {
            await Eventually.IsTrueAsync(async () =>
                await Record.ExceptionAsync(() => gateways.Rooms[0].JoinAsync(eventId, key: eventId)) is null);
            Assert.Equal(VisitorState.Expired, (await gateways.Rooms[0].GetStatusAsync(tokens[eventId])).State);
        }
    }

    private static async Task AssertReadyAsync(TestRoom room, string token) =>
        Assert.Equal(VisitorState.Ready, (await room.GetStatusAsync(token)).State);

    private static async Task<HashSet<string>> EventsOfAsync(RedisServer node, IEnumerable<string> events)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(node.Address);
        var server = redis.GetServer(node.Address);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in server.KeysAsync(pattern: "tq:*:queue"))
            keys.Add(key.ToString());
        return events.Where(eventId => keys.Contains(RedisKeySpace.Default.Of(eventId).Queue.ToString())).ToHashSet(StringComparer.Ordinal);
    }
}
