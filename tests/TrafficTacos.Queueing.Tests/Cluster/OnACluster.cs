using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Cluster;

/// <summary>A cluster refuses a script whose keys lie in different slots, and has no transaction across nodes: that everything
/// works there is the proof that every script declares its keys, and that an event's keys lie together.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class OnACluster(ClusterFixture fixture) : IClassFixture<ClusterFixture>, IAsyncLifetime
{
    private const int Events = 50;

    private ConnectionMultiplexer _redis = null!;

    private IEnumerable<IServer> Nodes => fixture.Cluster.Nodes.Select(node => _redis.GetServer(node.Address));

    public async Task InitializeAsync() => _redis = await ConnectionMultiplexer.ConnectAsync(fixture.Cluster.Address + ",allowAdmin=true");

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task Fifty_events_live_on_three_nodes_each_whole_on_one()
    {
        // Without configured secrets, so that the gateways have to share one.
        await using var gateways = new LocalGateways(2, fixture.Cluster.Nodes[0].Address, WithoutSecrets);
        var events = Enumerable.Range(0, Events).Select(i => string.Create(CultureInfo.InvariantCulture, $"concert:{i}")).ToArray();

        await Task.WhenAll(events.Select(eventId => Visit.AllOfItAsync(gateways.Rooms[0], gateways.Rooms[1], eventId)));

        var homes = new Dictionary<string, HashSet<(IServer Node, long Slot)>>(StringComparer.Ordinal);
        var known = 0;
        foreach (var node in Nodes)
        {
            await foreach (var key in node.KeysAsync(pattern: "tq:{concert:*"))
            {
                var eventId = events.Single(candidate => key.ToString().StartsWith($"tq:{{{candidate}}}:", StringComparison.Ordinal));
                var slot = (long)await node.ExecuteAsync("CLUSTER", "KEYSLOT", key);
                if (!homes.TryGetValue(eventId, out var home))
                    homes[eventId] = home = [];
                home.Add((node, slot));
                known++;
            }
        }

        Assert.Equal(Events, homes.Count);
        Assert.All(homes, home => Assert.Single(home.Value));
        Assert.Equal(3, homes.Values.Select(home => home.Single().Node).Distinct().Count());
        // queue, heartbeats, state, settings, turns, rates, journal, users, records, sessions, audit, and the passes of two visitors who entered.
        Assert.Equal(13 * Events, known);
    }

    [Fact]
    public async Task Every_script_runs_on_a_cluster()
    {
        foreach (var node in Nodes)
            await node.ScriptFlushAsync();
        await using var gateways = new LocalGateways(2, fixture.Cluster.Address, WithoutSecrets);

        await Visit.AllOfItAsync(gateways.Rooms[0], gateways.Rooms[1], "every-script");
        await Visit.OperateAsync(gateways.Rooms[0], "every-script.operated");
        await gateways.HearAsync("every-script");
        await gateways.LoseAsync("every-script");
        await gateways.DrawAsync("every-script");
        // Keys of several slots, each a script's only one.
        for (var i = 0; i < 20; i++)
            await Visit.WithAKeyAsync(gateways.Keys[0], gateways.Keys[1], string.Create(CultureInfo.InvariantCulture, $"key-{i}"));

        // By reflection, so that a script that is added later has to appear here.
        foreach (var script in typeof(RedisScripts).GetProperties().Where(property => property.PropertyType == typeof(RedisScript)))
        {
            var text = ((RedisScript)script.GetValue(new RedisScripts())!).Text;
            var ran = await Task.WhenAll(Nodes.Select(node => node.ScriptExistsAsync(text)));
            Assert.True(ran.Any(exists => exists), $"{script.Name} did not run.");
        }

        foreach (var node in Nodes)
        {
            var errors = (await node.InfoAsync("errorstats")).SelectMany(group => group).Select(error => error.Key);
            Assert.DoesNotContain("errorstat_CROSSSLOT", errors);
        }
    }

    private static void WithoutSecrets(WaitingRoomOptions options) => (options.Tokens, options.StoreTimeout) = (new TokenOptions(), LocalGateways.AmpleTimeout);
}
