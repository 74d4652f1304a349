using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>Another node takes the writes than before. The gateway finds it within five seconds, however it was told where Redis is, and
/// nobody restarts it or cuts its connections.</summary>
[Collection(WholeMachine.Name)]
[Trait("Needs", "Redis")]
public sealed class PrimaryMoves : IAsyncLifetime
{
    private const string EventId = "sale";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private RedisPair _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisPair.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Theory]
    [InlineData(Form.BothNodes, false)]
    [InlineData(Form.OneName, false)]
    [InlineData(Form.BothNodes, true)]
    [InlineData(Form.OneName, true)]
    public Task The_roles_swap_and_every_connection_stays_open(Form form, bool ownedByTheApplication) => MoveAsync(AddressOf(form), ownedByTheApplication, async () =>
    {
        await _redis.SwapRolesAsync();
        _redis.Name.PointTo(_redis.Replica.Address);
    });

    [Theory]
    [InlineData(Form.BothNodes)]
    [InlineData(Form.OneName)]
    public Task The_name_follows_later_than_the_roles(Form form) => MoveAsync(AddressOf(form), false, async () =>
    {
        await _redis.SwapRolesAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System); // the client has tried in vain meanwhile, and tries less often
        _redis.Name.PointTo(_redis.Replica.Address);
    });

    [Theory]
    [InlineData(Form.BothNodes)]
    [InlineData(Form.OneName)]
    public Task The_primary_dies_and_later_the_replica_is_promoted(Form form) => MoveAsync(AddressOf(form), false, async () =>
    {
        _redis.Primary.Kill();
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System); // whoever decides needs time to be sure
        await _redis.PromoteAsync();
        _redis.Name.PointTo(_redis.Replica.Address);
    });

    [Theory]
    [InlineData(Form.BothNodes)]
    [InlineData(Form.OneName)]
    public async Task The_primary_falls_silent_and_the_replica_is_promoted(Form form)
    {
        FrozenProcess? frozen = null;
        try
        {
            await MoveAsync(AddressOf(form), false, async () =>
            {
                frozen = _redis.Primary.Freeze();
                _redis.Name.Silence();
                await _redis.PromoteAsync();
                _redis.Name.PointTo(_redis.Replica.Address);
            });
        }
        finally
        {
            frozen?.Dispose();
        }
    }

    [Fact]
    public async Task The_sentinel_swaps_the_roles()
    {
        await using var sentinel = await RedisSentinel.StartAsync(_redis);
        await MoveAsync($"{sentinel.Address},serviceName={RedisSentinel.Service}", false, async () =>
        {
            await sentinel.FailOverAsync();
            await Eventually.IsTrueAsync(_redis.IsPromotedAsync);
        });
    }

    [Fact]
    public async Task The_primary_dies_and_the_sentinel_promotes_the_replica()
    {
        await using var sentinel = await RedisSentinel.StartAsync(_redis);
        await MoveAsync($"{sentinel.Address},serviceName={RedisSentinel.Service}", false, async () =>
        {
            _redis.Primary.Kill();
            await Eventually.IsTrueAsync(_redis.IsPromotedAsync);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_of_a_cluster_dies_or_hands_over_to_its_replica(bool dies)
    {
        await using var cluster = await RedisCluster.StartAsync();
        var master = cluster.Nodes[(int)(long)await cluster.Nodes[0].ExecuteAsync("CLUSTER", "KEYSLOT", EventId) * cluster.Nodes.Count / 16384];
        var replica = await cluster.AddReplicaAsync(master);
        await MoveAsync(cluster.Nodes.First(node => node != master).Address, false, async () =>
        {
            if (dies)
                master.Kill();
            else
                await replica.ExecuteAsync("CLUSTER", "FAILOVER");
            await Eventually.IsTrueAsync(async () => (string?)(await replica.ExecuteAsync("ROLE"))[0] == "master");
        }, (master, replica));
    }

    /// <summary>It is asked all the time, and it is left in peace all the same.</summary>
    [Fact]
    public async Task A_replica_that_nobody_promotes_is_asked_less_and_less_often()
    {
        var time = new FakeTimeProvider();
        await using var connection = RedisConnection.Open(ConfigurationOptions.Parse(_redis.Replica.Address), TimeSpan.FromSeconds(1), time);
        var search = PrimarySearch.Of(await connection.ConnectAsync(), time);
        var step = TimeSpan.FromMilliseconds(50);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(1); passed += step)
        {
            await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() =>
                connection.EvaluateAsync(new RedisScripts().BindKey, RedisKeySpace.Default.Binding(1), ["", 1], CancellationToken.None).AsTask());
            time.Advance(step);
        }

        // After 0, 0.25, 0.75, 1.75 and 3.75 s, and then every two seconds.
        Assert.InRange(search.BegunCount, 5, 5 + 28);
    }

    private string AddressOf(Form form) => form == Form.BothNodes ? _redis.Address : _redis.Name.Address;

    /// <summary>Visitors ask all the time, as they do.</summary>
    private async Task MoveAsync(string address, bool ownedByTheApplication, Func<Task> move, (RedisServer Primary, RedisServer Replica)? nodes = null)
    {
        await using var application = await ConnectionMultiplexer.ConnectAsync(address + ",abortConnect=false,asyncTimeout=1000");
        await using var gateways = new LocalGateways(1, builder =>
        {
            if (ownedByTheApplication)
                builder.Services.AddSingleton<IConnectionMultiplexer>(application);
            _ = ownedByTheApplication ? builder.UseRedis() : builder.UseRedis(address);
        });
        var room = gateways.Rooms[0];
        var token = (await room.JoinAsync(EventId)).WaitingToken!;
        await RedisPair.CatchUpAsync(nodes?.Primary ?? _redis.Primary, nodes?.Replica ?? _redis.Replica);
        using var moved = new CancellationTokenSource();
        var asking = AskUntilAsync(room, token, moved.Token);

        await move();

        var start = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(() => IsServedAsync(room, token), 2 * Bound);
        await Eventually.IsTrueAsync(async () => await Record.ExceptionAsync(() => room.JoinAsync(EventId)) is null, 2 * Bound);
        var took = TimeProvider.System.GetElapsedTime(start);
        await moved.CancelAsync();
        await asking;
        Assert.True(took <= Bound, $"It took {took.TotalMilliseconds:0} ms.");
    }

    private static async Task AskUntilAsync(TestRoom room, string token, CancellationToken moved)
    {
        while (!moved.IsCancellationRequested)
        {
            await IsServedAsync(room, token);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    private static async Task<bool> IsServedAsync(TestRoom room, string token)
    {
        try
        {
            Assert.Equal(VisitorState.Ready, (await room.GetStatusAsync(token)).State);
            return true;
        }
        catch (WaitingRoomUnavailableException)
        {
            return false;
        }
    }

    public enum Form
    {
        BothNodes,
        OneName,
    }
}
