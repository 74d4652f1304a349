using System.Collections.Concurrent;

namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>A call that failed, and for how long its caller had to wait to hear so.</summary>
internal readonly record struct Failure(string Call, TimeSpan Took, WaitingRoomUnavailableException Exception);

/// <summary>
/// Load on several gateways: each hand serves one shopper after another, who joins, waits, and enters, each call at another
/// gateway. A call that fails as the documentation says is made again, as a browser would; any other exception ends the test.
/// </summary>
internal sealed class Shoppers(IReadOnlyList<TestRoom> rooms, string eventId) : IAsyncDisposable
{
    private const int Hands = 16;

    /// <summary>Between two attempts, so that a store that is away is not asked by a spinning loop: real time, as for a browser.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _closing = new();
    private readonly int[] _served = new int[Hands];
    private readonly int[] _failed = new int[Hands];
    private Task _work = Task.CompletedTask;
    private int _calls;

    public ConcurrentQueue<Failure> Failures { get; } = new();

    /// <summary>Places that a join was answered with, and those that an enter admitted.</summary>
    public ConcurrentQueue<Place> Joined { get; } = new();

    public ConcurrentQueue<Place> Admitted { get; } = new();

    /// <summary>Shoppers whose place was gone when they asked, and who joined again.</summary>
    public ConcurrentQueue<Place> Lost { get; } = new();

    public Shoppers Start()
    {
        _work = Task.WhenAll(Enumerable.Range(0, Hands).Select(hand => Task.Run(() => ServeAsync(hand))));
        return this;
    }

    /// <summary>Every hand served so many more from now on.</summary>
    public async Task UntilServedAsync(int more)
    {
        var from = _served.ToArray();
        await Eventually.IsTrueAsync(() => _work.IsFaulted || Enumerable.Range(0, Hands).All(hand => Volatile.Read(ref _served[hand]) >= from[hand] + more));
    }

    /// <summary>Every hand had a call fail from now on.</summary>
    public async Task UntilAllFailedAsync()
    {
        var from = _failed.ToArray();
        await Eventually.IsTrueAsync(() => _work.IsFaulted || Enumerable.Range(0, Hands).All(hand => Volatile.Read(ref _failed[hand]) > from[hand]));
    }

    /// <summary>Lets everybody who is under way finish.</summary>
    public async Task StopAsync()
    {
        await _closing.CancelAsync();
        await _work;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
    }

    public void AssertFailuresWithinBound() =>
        Assert.All(Failures, failure => Assert.True(
            failure.Took <= Patience.Bound, $"{failure.Call} took {failure.Took.TotalMilliseconds:0} ms to fail: {failure.Exception.Message}"));

    private async Task ServeAsync(int hand)
    {
        for (var number = 0; !_closing.IsCancellationRequested; number++)
        {
            var key = $"shopper-{hand}-{number}";
            var token = await JoinAsync(hand, key);
            while (true)
            {
                var status = await TryAsync(hand, "status", room => room.GetStatusAsync(token).AsTask());
                if (status.State == VisitorState.Expired)
                {
                    Lost.Enqueue(TestKeys.PlaceOf(token));
                    token = await JoinAsync(hand, key);
                    continue;
                }

                var entered = await TryAsync(hand, "enter", room => room.EnterAsync(token));
                if (entered.Outcome == EnterOutcome.Granted)
                    break;
                // A place may be lost between the two calls, when Redis forgets everything; the next status tells.
                Assert.True(entered.Outcome is EnterOutcome.NotReady or EnterOutcome.Expired, $"{entered.Outcome}");
            }

            Admitted.Enqueue(TestKeys.PlaceOf(token));
            Interlocked.Increment(ref _served[hand]);
        }
    }

    private async Task<string> JoinAsync(int hand, string key)
    {
        var joined = await TryAsync(hand, "join", room => room.JoinAsync(eventId, key: key));
        Joined.Enqueue(TestKeys.PlaceOf(joined.WaitingToken!));
        return joined.WaitingToken!;
    }

    private async Task<T> TryAsync<T>(int hand, string name, Func<TestRoom, Task<T>> call)
    {
        while (true)
        {
            var start = TimeProvider.System.GetTimestamp();
            try
            {
                return await call(rooms[Interlocked.Increment(ref _calls) % rooms.Count]);
            }
            catch (WaitingRoomUnavailableException exception)
            {
                Failures.Enqueue(new Failure(name, TimeProvider.System.GetElapsedTime(start), exception));
                Interlocked.Increment(ref _failed[hand]);
            }

            await Task.Delay(Breath, TimeProvider.System);
        }
    }
}
