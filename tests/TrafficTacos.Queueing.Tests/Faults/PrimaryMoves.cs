using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

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
    public Task The_roles_swap_and_every_connection_stays_open(Form form, bool ownedByTheApplication) => MoveAsync(form, ownedByTheApplication, async () =>
    {
        await _redis.SwapRolesAsync();
        _redis.Name.PointTo(_redis.Replica.Address);
    });

    [Theory]
    [InlineData(Form.BothNodes)]
    [InlineData(Form.OneName)]
    public Task The_name_follows_later_than_the_roles(Form form) => MoveAsync(form, false, async () =>
    {
        await _redis.SwapRolesAsync();
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System); // the client has tried in vain meanwhile, and tries less often
        _redis.Name.PointTo(_redis.Replica.Address);
    });

    [Theory]
    [InlineData(Form.BothNodes)]
    [InlineData(Form.OneName)]
    public Task The_primary_dies_and_later_the_replica_is_promoted(Form form) => MoveAsync(form, false, async () =>
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
            await MoveAsync(form, false, async () =>
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

    /// <summary>Visitors ask all the time, as they do.</summary>
    private async Task MoveAsync(Form form, bool ownedByTheApplication, Func<Task> move)
    {
        var address = form == Form.BothNodes ? _redis.Address : _redis.Name.Address;
        await using var application = await ConnectionMultiplexer.ConnectAsync(address + ",abortConnect=false,asyncTimeout=1000");
        await using var gateways = new LocalGateways(1, builder =>
        {
            if (ownedByTheApplication)
                builder.Services.AddSingleton<IConnectionMultiplexer>(application);
            _ = ownedByTheApplication ? builder.UseRedis() : builder.UseRedis(address);
        });
        var room = gateways.Rooms[0];
        var token = (await room.JoinAsync(EventId)).WaitingToken!;
        await _redis.CatchUpAsync();
        using var moved = new CancellationTokenSource();
        var asking = AskUntilAsync(room, token, moved.Token);

        await move();

        var start = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(() => IsServedAsync(room, token));
        var took = TimeProvider.System.GetElapsedTime(start);
        await moved.CancelAsync();
        await asking;
        Assert.True(took <= Bound, $"It took {took.TotalMilliseconds:0} ms.");
        Assert.Equal(JoinOutcome.Joined, (await room.JoinAsync(EventId)).Outcome);
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
            return (await room.GetStatusAsync(token)).State == VisitorState.Ready;
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
