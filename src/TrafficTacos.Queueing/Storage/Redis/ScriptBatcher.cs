using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// Combines items that arrive while a call with the same key is in flight into one script call. A lone item is sent at once; under
/// load one call serves many items, which costs Redis and the client a fraction per item.
/// </summary>
/// <param name="send">Makes one call. Replies come in the order of the items, or it throws within the timeout.</param>
/// <param name="timeout">An item that has waited this long is not sent any more: the store is too slow for the load.</param>
/// <param name="time">Measures the wait.</param>
internal sealed class ScriptBatcher<TItem, TReply>(
    Func<string, IReadOnlyList<TItem>, CancellationToken, ValueTask<TReply[]>> send, TimeSpan timeout, TimeProvider time)
{
    /// <summary>Items of one call.</summary>
    internal const int MaxBatchSize = 128;

    /// <summary>Items that wait behind one call; more are refused at once.</summary>
    internal const int MaxWaiting = 16_384;

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <exception cref="WaitingRoomUnavailableException">The call failed, the item waited too long, or too many wait.</exception>
    public ValueTask<TReply> SendAsync(string key, TItem item, CancellationToken cancellationToken)
    {
        // Otherwise the item could be sent, and done, before its cancellation is noticed.
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TReply>(cancellationToken);
        while (true)
        {
            var line = _lines.GetOrAdd(key, static _ => new Line());
            WaitingItem waiting;
            lock (line.Lock)
            {
                if (line.State == LineState.Closed)
                    continue;
                if (line.State == LineState.Idle)
                {
                    line.State = LineState.InFlight;
                    waiting = null!;
                }
                else if (line.Waiting.Count >= MaxWaiting && !DropFirst(line))
                {
                    throw new WaitingRoomUnavailableException($"{MaxWaiting} calls already wait for Redis.");
                }
                else
                {
                    waiting = new WaitingItem(item, time.GetTimestamp());
                    line.Waiting.Enqueue(waiting);
                }
            }

            if (waiting is null)
                return SendFirstAsync(line, key, item, cancellationToken);
            return new ValueTask<TReply>(cancellationToken.CanBeCanceled ? WaitAsync(waiting, cancellationToken) : waiting.Task);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TReply> SendFirstAsync(Line line, string key, TItem item, CancellationToken cancellationToken)
    {
        try
        {
            return (await send(key, [item], cancellationToken).ConfigureAwait(false))[0];
        }
        catch (WaitingRoomUnavailableException exception)
        {
            FailWaiting(line, exception);
            throw;
        }
        finally
        {
            // Not in this caller's context: the next batch has operations and a cancellation of its own.
            if (!TryClose(line, key))
                ThreadPool.UnsafeQueueUserWorkItem(_ => _ = SendWaitingAsync(line, key), null);
        }
    }

    private static async Task<TReply> WaitAsync(WaitingItem waiting, CancellationToken cancellationToken)
    {
        try
        {
            return await waiting.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A canceled item is not sent any more; this changes nothing for one that has its reply.
            waiting.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>Sends batches until no item waits, then closes the line.</summary>
    private async Task SendWaitingAsync(Line line, string key)
    {
        while (NextBatch(line) is { Count: > 0 } batch)
        {
            try
            {
                ScriptSpan.BeginBatch(batch.Count, batch.Select(item => item.Operation));
                var replies = await send(key, batch.ConvertAll(item => item.Item), CancellationToken.None).ConfigureAwait(false);
                for (var i = 0; i < batch.Count; i++)
                    batch[i].TrySetResult(replies[i]);
            }
            catch (Exception exception)
            {
                batch.ForEach(item => item.Fail(exception));
                FailWaiting(line, exception);
            }
        }

        _lines.TryRemove(KeyValuePair.Create(key, line));
    }

    /// <summary>Closes the line unless an item waits.</summary>
    private bool TryClose(Line line, string key)
    {
        lock (line.Lock)
        {
            if (line.Waiting.Count > 0)
                return false;
            line.State = LineState.Closed;
        }

        _lines.TryRemove(KeyValuePair.Create(key, line));
        return true;
    }

    private List<WaitingItem> NextBatch(Line line)
    {
        var batch = new List<WaitingItem>();
        lock (line.Lock)
        {
            while (batch.Count < MaxBatchSize && line.Waiting.TryDequeue(out var item))
            {
                if (!IsOver(item))
                    batch.Add(item);
            }

            if (batch.Count == 0)
                line.State = LineState.Closed;
        }

        return batch;
    }

    /// <summary>Makes room for an item if the one that has waited longest will not be sent.</summary>
    private bool DropFirst(Line line)
    {
        if (!IsOver(line.Waiting.Peek()))
            return false;
        line.Waiting.Dequeue();
        return true;
    }

    /// <summary>Whether the item has been canceled or has waited too long; the latter fails it.</summary>
    private bool IsOver(WaitingItem item)
    {
        if (time.GetElapsedTime(item.Since) > timeout)
            item.TrySetException(new WaitingRoomUnavailableException($"Redis did not get to it within {timeout.TotalMilliseconds:0} ms."));
        return item.Task.IsCompleted;
    }

    /// <summary>Items that wait behind a call that failed would wait for the same failure.</summary>
    private static void FailWaiting(Line line, Exception exception)
    {
        lock (line.Lock)
        {
            while (line.Waiting.TryDequeue(out var item))
                item.Fail(exception);
        }
    }

    private enum LineState
    {
        Idle,
        InFlight,
        Closed,
    }

    private sealed class Line
    {
        public Lock Lock { get; } = new();

        public Queue<WaitingItem> Waiting { get; } = new();

        public LineState State { get; set; }
    }

    private sealed class WaitingItem(TItem item, long since) : TaskCompletionSource<TReply>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item => item;

        public long Since => since;

        /// <summary>The operation behind the item, if it is recorded.</summary>
        public Activity? Operation { get; } = ScriptSpan.CurrentOperation;

        /// <summary>Each item fails with an exception of its own: a thousand awaits of a shared one would queue up for its stack trace.</summary>
        public void Fail(Exception exception) => TrySetException(
            exception is WaitingRoomUnavailableException ? new WaitingRoomUnavailableException(exception.Message, exception) : exception);
    }
}
