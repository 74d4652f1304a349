using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Queueing.Tests;

/// <summary>However many ask for an event's snapshot at once, the store is asked once.</summary>
public sealed class CachedEventTests
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly CachedEvent _event = new("concert", new EventPolicy(new EventOptions()));
    private readonly List<TaskCompletionSource<EventSnapshot>> _maintenances = [];

    [Fact]
    public async Task The_first_requests_of_an_event_share_one_maintenance()
    {
        var asked = Enumerable.Range(0, 100).Select(_ => AskAsync()).ToArray();
        Assert.All(asked, snapshot => Assert.False(snapshot.IsCompleted));

        var snapshot = new EventSnapshot { Length = 1 };
        Assert.Single(_maintenances).SetResult(snapshot);

        Assert.All(await Task.WhenAll(asked), each => Assert.Equal(snapshot, each));
    }

    [Fact]
    public async Task While_a_newer_snapshot_is_on_its_way_only_the_first_caller_waits_for_it()
    {
        var first = AskAsync();
        var old = new EventSnapshot { Length = 1 };
        _maintenances[0].SetResult(old);
        await first;

        _time.Advance(MaxAge);
        var refreshing = AskAsync();
        Assert.Equal(old, await AskAsync());
        Assert.False(refreshing.IsCompleted);

        var fresh = new EventSnapshot { Length = 2 };
        _maintenances[1].SetResult(fresh);
        Assert.Equal(fresh, await refreshing);
        Assert.Equal(fresh, await AskAsync());
        Assert.Equal(2, _maintenances.Count);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_who_wait_and_the_next_caller_tries_again()
    {
        var asked = Enumerable.Range(0, 3).Select(_ => AskAsync()).ToArray();
        _maintenances[0].SetException(new WaitingRoomUnavailableException("gone"));
        foreach (var snapshot in asked)
            await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => snapshot);

        var again = AskAsync();
        _maintenances[1].SetResult(new EventSnapshot());
        await again;
    }

    [Fact]
    public async Task Somebody_who_comes_while_maintenance_begins_is_maintained_once_more()
    {
        const int Rounds = 200_000;
        var (begun, noted) = (-1, -1);
        var visitor = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    Await(ref begun, i);
                    Thread.SpinWait(i % 8); // now before the round, now in it, now after it
                    _event.NoteTraffic();
                    Volatile.Write(ref noted, i);
                }
            },
            TaskCreationOptions.LongRunning);

        try
        {
            for (var i = 0; i < Rounds; i++)
            {
                _event.NoteTraffic();
                await MaintainAsync();
                Volatile.Write(ref begun, i);
                await MaintainAsync();
                Await(ref noted, i);
                Assert.True(_event.IsLive);
            }
        }
        finally
        {
            Volatile.Write(ref begun, Rounds);
            await visitor;
        }

        // Gives the processor up where there is one alone.
        static void Await(ref int round, int reached)
        {
            for (var spin = default(SpinWait); Volatile.Read(ref round) < reached;)
                spin.SpinOnce(sleep1Threshold: -1);
        }

        Task MaintainAsync() => _event.GetSnapshotAsync(TimeSpan.Zero, _time, (_, _) => Task.FromResult(new EventSnapshot())).AsTask();
    }

    private Task<EventSnapshot> AskAsync() => _event.GetSnapshotAsync(MaxAge, _time, (_, _) =>
    {
        _maintenances.Add(new TaskCompletionSource<EventSnapshot>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _maintenances[^1].Task;
    }).AsTask();
}
