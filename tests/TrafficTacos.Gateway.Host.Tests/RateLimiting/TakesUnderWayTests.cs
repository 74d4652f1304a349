using StackExchange.Redis;
using TrafficTacos.Gateway.Host.RateLimiting;

namespace TrafficTacos.Gateway.Host.Tests.RateLimiting;

/// <summary>Who goes with whom, and who fails with whom. The calls are the test's to end.</summary>
public sealed class TakesUnderWayTests : IDisposable
{
    private static readonly Limit Any = new(50, TimeSpan.FromSeconds(1), 100);

    private readonly List<(IReadOnlyList<Bucket> Buckets, TaskCompletionSource<Take[]> End)> _calls = [];
    private readonly SemaphoreSlim _called = new(0);
    private readonly TakesUnderWay _takes;

    public TakesUnderWayTests() => _takes = new TakesUnderWay(buckets =>
    {
        var end = new TaskCompletionSource<Take[]>();
        _calls.Add((buckets, end));
        _called.Release();
        return end.Task;
    });

    public void Dispose() => _called.Dispose();

    [Fact]
    public async Task One_goes_at_once_and_those_who_come_meanwhile_go_together_in_order()
    {
        var first = _takes.TakeAsync(Client(0));
        await _called.WaitAsync();
        Task<Take>[] others = [.. Enumerable.Range(1, 200).Select(i => _takes.TakeAsync(Client(i)).AsTask())];
        Assert.Single(_calls);
        Answer(0);
        Assert.Equal(0, (await first).Remaining);
        await _called.WaitAsync();
        Answer(1);
        await _called.WaitAsync();
        Answer(2);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), (await Task.WhenAll(others)).Select(take => take.Remaining));
        Assert.Equal([1, 128, 72], _calls.Select(call => call.Buckets.Count));
    }

    [Fact]
    public async Task Who_waits_behind_a_call_that_failed_fails_with_it_and_the_next_goes_at_once()
    {
        var first = _takes.TakeAsync(Client(0)).AsTask();
        await _called.WaitAsync();
        var behind = _takes.TakeAsync(Client(1)).AsTask();
        _calls[0].End.SetException(new TimeoutException("as while Redis hangs"));
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Assert.ThrowsAsync<RedisException>(() => behind);

        var second = _takes.TakeAsync(Client(2)).AsTask();
        await _called.WaitAsync();
        var (third, fourth) = (_takes.TakeAsync(Client(3)).AsTask(), _takes.TakeAsync(Client(4)).AsTask());
        Answer(1);
        Assert.Equal(2, (await second).Remaining);
        await _called.WaitAsync();
        _calls[2].End.SetException(new RedisException("gone"));
        await Assert.ThrowsAsync<RedisException>(() => third);
        await Assert.ThrowsAsync<RedisException>(() => fourth);
    }

    /// <summary>A client whose number its answer shows.</summary>
    private static Bucket Client(int number) => new(Bucket.User, (UInt128)number, Any);

    private void Answer(int call) =>
        _calls[call].End.SetResult([.. _calls[call].Buckets.Select(bucket => new Take(true, (long)bucket.Key, default, default))]);
}
