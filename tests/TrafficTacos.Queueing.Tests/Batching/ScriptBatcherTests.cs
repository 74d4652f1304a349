using Microsoft.Extensions.Time.Testing;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Batching;

/// <summary>One call serves many items, however slow the store: memory and waits have a bound, and no item is lost or sent twice.</summary>
public sealed class ScriptBatcherTests
{
    private const int MaxBatchSize = ScriptBatcher<int, int>.MaxBatchSize;
    private const int MaxWaiting = ScriptBatcher<int, int>.MaxWaiting;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly HeldStore _store = new();
    private readonly ScriptBatcher<int, int> _batcher;

    public ScriptBatcherTests() => _batcher = new ScriptBatcher<int, int>(_store.SendAsync, Timeout, _time);

    [Fact]
    public async Task Items_that_arrive_during_a_call_share_the_next_in_their_order()
    {
        var answers = Send(0, MaxBatchSize + 2);

        Assert.Equal([0], await _store.AnswerAsync());
        Assert.Equal(Enumerable.Range(1, MaxBatchSize), await _store.AnswerAsync());
        Assert.Equal([MaxBatchSize + 1], await _store.AnswerAsync());

        Assert.Equal(Enumerable.Range(0, MaxBatchSize + 2).Select(HeldStore.ReplyTo), await Task.WhenAll(answers));
    }

    [Fact]
    public async Task Another_key_does_not_wait()
    {
        var slow = Send(1);
        var other = _batcher.SendAsync("other", 2, CancellationToken.None).AsTask();
        Assert.Equal(2, _store.Calls);
        Assert.Equal([1], await _store.AnswerAsync());
        Assert.Equal([2], await _store.AnswerAsync());
        await Task.WhenAll(slow, other);
    }

    [Fact]
    public async Task More_items_than_the_bound_are_refused_at_once()
    {
        var sent = Send(0);
        var waiting = Send(1, MaxWaiting);

        await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => Send(-1));

        await _store.AnswerAllAsync([sent, .. waiting]);
    }

    [Fact]
    public async Task Items_that_waited_too_long_make_room_for_new_ones()
    {
        var sent = Send(0);
        var waiting = Send(1, MaxWaiting);
        _time.Advance(Timeout + TimeSpan.FromMilliseconds(1));

        var late = Send(-1);

        await _store.AnswerAllAsync([sent, late, .. waiting]);
        Assert.Equal(HeldStore.ReplyTo(-1), await late);
        Assert.All(waiting, item => Assert.True(item.IsFaulted));
    }

    /// <summary>1,000 items a second on a store that takes 400 ms a call, thus 320 a second, for a minute.</summary>
    [Fact]
    public async Task Under_lasting_overload_an_item_is_answered_in_time_or_refused()
    {
        var took = TimeSpan.FromMilliseconds(400);
        var items = new List<(long SentAt, Task<int> Answer)>();
        var answered = 0;
        for (var at = TimeSpan.Zero; at < TimeSpan.FromMinutes(1); at += took)
        {
            items.AddRange(Enumerable.Range(items.Count, 400).Select(item => (_time.GetTimestamp(), Send(item))));
            await _store.WaitForCallAsync();
            _time.Advance(took);
            var batch = await _store.AnswerAsync();
            Assert.All(batch, item => Assert.True(_time.GetElapsedTime(items[item].SentAt) <= Timeout + took));
            answered += batch.Count;
        }

        await _store.AnswerAllAsync([.. items.Select(item => item.Answer)]);
        Assert.InRange(answered, 149 * MaxBatchSize, 150 * MaxBatchSize);
        Assert.All(items, item => Assert.True(item.Answer.IsCompletedSuccessfully || item.Answer.Exception!.InnerException is WaitingRoomUnavailableException));
        Assert.Equal(_store.Sent.Count, _store.Sent.Distinct().Count());
    }

    [Fact]
    public async Task Canceled_items_are_not_sent_and_disturb_no_other()
    {
        using var canceling = new CancellationTokenSource();
        var first = _batcher.SendAsync("key", 0, canceling.Token).AsTask();
        var canceled = _batcher.SendAsync("key", 1, canceling.Token).AsTask();
        var other = Send(2);

        await canceling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.Equal([2], await _store.AnswerAsync());
        await other;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _batcher.SendAsync("key", 3, canceling.Token).AsTask());
        Assert.Equal([0, 2], _store.Sent);
    }

    [Fact]
    public async Task A_failed_call_fails_what_waits_behind_it_and_nothing_after()
    {
        var first = Send(0);
        var waiting = Send(1, 3);
        await _store.FailAsync(new WaitingRoomUnavailableException("gone"));

        var failures = new List<Exception>();
        foreach (var item in (Task<int>[])[first, .. waiting])
            failures.Add(await Assert.ThrowsAsync<WaitingRoomUnavailableException>(() => item));
        // One exception that many await would be a lock that they queue for.
        Assert.Equal(failures.Count, failures.Distinct().Count());

        var next = Send(4);
        Assert.Equal([4], await _store.AnswerAsync());
        await next;
        Assert.Equal([0, 4], _store.Sent);
    }

    private Task<int> Send(int item) => _batcher.SendAsync("key", item, CancellationToken.None).AsTask();

    private Task<int>[] Send(int first, int count) => [.. Enumerable.Range(first, count).Select(item => Send(item))];
}
