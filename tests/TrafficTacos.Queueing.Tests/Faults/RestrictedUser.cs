using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TrafficTacos.Queueing.Tests.Cluster;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>A Redis user with the rights that docs/redis.md lists runs a whole queue, and has no others.</summary>
[Trait("Needs", "Redis")]
public sealed partial class RestrictedUser
{
    private const string Login = "user=queue,password=a-long-password";

    /// <summary>What the client asks for when it connects, and does without.</summary>
    private static readonly string[] Dispensable = ["__Booksleeve_TieBreak", "__Booksleeve_MasterChanged", "config|get", "subscribe", "cluster|slots", "client|setinfo"];

    private static readonly string Repository =
        ProjectPath.Of(Assembly.GetExecutingAssembly(), "Repository");

    [Theory]
    [InlineData("tq")]
    [InlineData("shop-2.summer_sale")]
    public async Task Runs_a_whole_queue(string prefix)
    {
        await using var redis = await RedisServer.StartAsync();
        await AssertRunsAsync([redis], $"{redis.Address},{Login}", prefix);
    }

    [Fact]
    public async Task Runs_a_whole_queue_on_a_cluster()
    {
        await using var cluster = await RedisCluster.StartAsync();
        await AssertRunsAsync(cluster.Nodes, $"{cluster.Address},{Login}", "tq");
    }

    [Fact]
    public async Task Touches_nobody_elses_keys()
    {
        await using var redis = await RedisServer.StartAsync();
        await RestrictAsync([redis], "tq");
        await using var others = new LocalGateways(1, $"{redis.Address},{Login}", options => (options.KeyPrefix, options.StoreTimeout) = ("tqx", LocalGateways.AmpleTimeout));
        var refused = await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => others.Rooms[0].JoinAsync("sale"));
        Assert.Contains("keys tqx:*", refused.Message, StringComparison.Ordinal);
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.Address},{Login},allowAdmin=true");
        await Assert.ThrowsAsync<RedisServerException>(() => connection.GetDatabase().StringSetAsync("another", "value"));
        await Assert.ThrowsAsync<RedisServerException>(() => connection.GetDatabase().ExecuteAsync("KEYS", "*"));
        Assert.False(await redis.HasKeyAsync("*"));
    }

    [Fact]
    public void May_do_what_the_scripts_call_and_nothing_else_with_data()
    {
        var called = Directory.EnumerateFiles(Path.Combine(Repository, "lua"), "*.lua", SearchOption.AllDirectories)
            .SelectMany(file => RedisCall().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["command"].Value.ToLower(CultureInfo.InvariantCulture));
        string[] client = ["eval", "evalsha", "script|load", "echo", "ping", "info", "wait", "select", "client|id", "client|setname", "cluster|nodes"];
        var granted = Recipe("tq").Where(rule => rule.StartsWith('+')).Select(rule => rule[1..]);
        Assert.Equal(called.Union(client).Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
    }

    private static async Task AssertRunsAsync(IReadOnlyList<RedisServer> nodes, string connection, string prefix)
    {
        await RestrictAsync(nodes, prefix);
        await using var gateways = new LocalGateways(2, connection, Configure);
        await Visit.AllOfItAsync(gateways.Rooms[0], gateways.Rooms[1], "sale");
        await Visit.WithAKeyAsync(gateways.Keys[0], gateways.Keys[1], "key");
        await gateways.HearAsync("sale");
        await gateways.MaintainAsync("sale");
        Assert.True(await gateways.Rooms[0].IsAvailableAsync());
        // Without configured keys the secret is one of Redis.
        await using var keyless = new ServiceCollection().AddWaitingRoom(Configure).UseRedis(connection).Services.BuildServiceProvider();
        Assert.NotNull((await new TestRoom(keyless).JoinAsync("another")).WaitingToken);
        foreach (var node in nodes)
            Assert.Empty((await RefusedAsync(node)).Except(Dispensable, StringComparer.Ordinal));

        void Configure(WaitingRoomOptions options) => (options.KeyPrefix, options.StoreTimeout) = (prefix, LocalGateways.AmpleTimeout);
    }

    private static async Task RestrictAsync(IReadOnlyList<RedisServer> nodes, string prefix)
    {
        foreach (var node in nodes)
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(node.Address + ",allowAdmin=true");
            await connection.GetServer(node.Address).ExecuteAsync("ACL", Recipe(prefix).ToArray<object>());
        }
    }

    /// <summary>What this Redis refused to the user: a command, a key or a channel.</summary>
    private static async Task<List<string>> RefusedAsync(RedisServer node)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(node.Address + ",allowAdmin=true");
        var log = (RedisResult[])(await connection.GetServer(node.Address).ExecuteAsync("ACL", "LOG", 128))!;
        return [.. log.Select(entry => entry.ToDictionary()["object"].ToString())];
    }

    /// <summary>The arguments of the command in the documentation, for a prefix.</summary>
    private static IEnumerable<string> Recipe(string prefix) => Command().Match(File.ReadAllText(Path.Combine(Repository, "docs", "redis.md"))).Groups["rules"].Value
        .Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(rule => rule.StartsWith("~tq", StringComparison.Ordinal) ? "~" + prefix + rule[3..] : rule);

    [GeneratedRegex("^ACL (?<rules>SETUSER queue .*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"redis\.p?call\(\s*'(?<command>[A-Za-z]+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RedisCall();
}
