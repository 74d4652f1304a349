using StackExchange.Redis;
using TrafficTacos.Gateway.Host.Storage;

namespace TrafficTacos.Gateway.Host.RateLimiting;

/// <summary>
/// Joins requests that come while others are under way into one call: a lone one goes at once, and under load one call takes for
/// many. As the queue does it with joins, and for the same reasons: docs/decisions, number 9.
/// </summary>
/// <param name="send">Takes for all of them; answers in their order, or fails within the limit's patience.</param>
internal sealed class TakesUnderWay(Func<IReadOnlyList<Bucket>, Task<Take[]>> send)
{
    private const int MostAtOnce = 128;

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = new();
    private bool _underWay;

    public ValueTask<Take> TakeAsync(Bucket bucket)
    {
        lock (_lock)
        {
            if (_underWay)
            {
                var waiting = new Waiting(bucket);
                _waiting.Enqueue(waiting);
                return new ValueTask<Take>(waiting.Task);
            }

            _underWay = true;
        }

        return SendFirstAsync(bucket);
    }

    private async ValueTask<Take> SendFirstAsync(Bucket bucket)
    {
        try
        {
            return (await send([bucket]))[0];
        }
        catch (Exception exception) when (GatewayRedis.IsAway(exception))
        {
            FailWaiting(exception);
            throw;
        }
        finally
        {
            // Not in the first one's context: those who follow are no part of that request.
            ThreadPool.UnsafeQueueUserWorkItem(static takes => _ = takes.SendWaitingAsync(), this, preferLocal: false);
        }
    }

    /// <summary>Goes on until nobody waits.</summary>
    private async Task SendWaitingAsync()
    {
        while (NextWaiting() is { Count: > 0 } next)
        {
            try
            {
                var takes = await send(next.ConvertAll(waiting => waiting.Bucket));
                for (var i = 0; i < takes.Length; i++)
                    next[i].SetResult(takes[i]);
            }
            catch (Exception exception)
            {
                next.ForEach(waiting => waiting.Fail(exception));
                FailWaiting(exception);
            }
        }
    }

    private List<Waiting> NextWaiting()
    {
        var next = new List<Waiting>();
        lock (_lock)
        {
            while (next.Count < MostAtOnce && _waiting.TryDequeue(out var waiting))
                next.Add(waiting);
            _underWay = next.Count > 0;
        }

        return next;
    }

    /// <summary>Whoever waits behind a call that failed would wait for the same failure.</summary>
    private void FailWaiting(Exception exception)
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var waiting))
                waiting.Fail(exception);
        }
    }

    private sealed class Waiting(Bucket bucket) : TaskCompletionSource<Take>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Bucket Bucket => bucket;

        /// <summary>An exception of one's own: many awaits of a shared one would queue up for its stack trace.</summary>
        public void Fail(Exception exception) =>
            TrySetException(GatewayRedis.IsAway(exception) ? new RedisException(exception.Message, exception) : exception);
    }
}
