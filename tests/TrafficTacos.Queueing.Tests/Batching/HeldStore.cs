using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TrafficTacos.Queueing.Tests.Batching;

/// <summary>Calls that end when the test says so: what a slow store does, without its time.</summary>
internal sealed class HeldStore
{
    private readonly Channel<(IReadOnlyList<int> Items, TaskCompletionSource<int[]> Replies)> _calls = Channel.CreateUnbounded<(IReadOnlyList<int>, TaskCompletionSource<int[]>)>();
    private int _count;

    public int Calls => Volatile.Read(ref _count);

    /// <summary>Every item of every call.</summary>
    public ConcurrentQueue<int> Sent { get; } = new();

    public static int ReplyTo(int item) => item * 10;

    public async ValueTask<int[]> SendAsync(string key, IReadOnlyList<int> items, CancellationToken cancellationToken)
    {
        var replies = new TaskCompletionSource<int[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var item in items)
            Sent.Enqueue(item);
        Interlocked.Increment(ref _count);
        _calls.Writer.TryWrite((items, replies));
        await using var canceling = cancellationToken.Register(() => replies.TrySetCanceled(cancellationToken));
        return await replies.Task;
    }

    public async Task WaitForCallAsync() => Assert.True(await _calls.Reader.WaitToReadAsync());

    /// <summary>Answers the oldest call that is not canceled; returns its items.</summary>
    public async Task<IReadOnlyList<int>> AnswerAsync()
    {
        while (true)
        {
            var (items, replies) = await _calls.Reader.ReadAsync();
            if (replies.TrySetResult([.. items.Select(ReplyTo)]))
                return items;
        }
    }

    public async Task FailAsync(Exception exception) => (await _calls.Reader.ReadAsync()).Replies.SetException(exception);

    /// <summary>Answers every call until all of <paramref name="answers"/> are there, or have failed.</summary>
    public async Task AnswerAllAsync(Task[] answers)
    {
        var all = Task.WhenAll(answers);
        while (!all.IsCompleted)
        {
            if (await Task.WhenAny(all, WaitForCallAsync()) != all)
                await AnswerAsync();
        }
    }
}
