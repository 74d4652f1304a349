using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using TrafficTacos.Queueing.Diagnostics;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// Joins questions that come while others of the same event are under way into one script call. A lone question goes at once;
/// under load one call answers many, which costs Redis and the client a fraction an answer.
/// </summary>
/// <param name="send">Asks the store; answers in the order of the questions, or fails within the bound.</param>
/// <param name="bound">Who has waited so long for their turn is not asked for any more: the store is too slow for this load.</param>
internal sealed class Coalescer<TQuestion, TAnswer>(
    Func<string, IReadOnlyList<TQuestion>, EventPolicy, CancellationToken, ValueTask<TAnswer[]>> send, TimeSpan bound)
{
    /// <summary>One: two calls at once carry half as many each, cost Redis more, and answered no sooner when measured.</summary>
    private const int MostUnderWay = 1;
    private const int MostAtOnce = 128;

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public ValueTask<TAnswer> AskAsync(string eventId, TQuestion asked, EventPolicy policy, CancellationToken cancellationToken)
    {
        // Else it could be sent, and done, before whoever gave up is heard.
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<TAnswer>(cancellationToken);
        while (true)
        {
            var line = _lines.GetOrAdd(eventId, static _ => new Line());
            Question question;
            lock (line)
            {
                if (line.Closed)
                    continue;
                if (line.UnderWay < MostUnderWay)
                {
                    line.UnderWay++;
                    question = null!;
                }
                else
                {
                    question = new Question(asked);
                    line.Waiting.Enqueue(question);
                }
            }

            if (question is null)
                return SendFirstAsync(line, eventId, asked, policy, cancellationToken);
            return new ValueTask<TAnswer>(cancellationToken.CanBeCanceled ? WaitAsync(question, cancellationToken) : question.Task);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TAnswer> SendFirstAsync(Line line, string eventId, TQuestion asked, EventPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            return (await send(eventId, [asked], policy, cancellationToken).ConfigureAwait(false))[0];
        }
        catch (WaitingRoomUnavailableException exception)
        {
            FailWaiting(line, exception);
            throw;
        }
        finally
        {
            // Not in the first asker's context: those who follow have spans of their own.
            ThreadPool.UnsafeQueueUserWorkItem(_ => _ = SendWaitingAsync(line, eventId, policy), null);
        }
    }

    private static async Task<TAnswer> WaitAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            return await question.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Who gave up is not asked for any more; it changes nothing for who has an answer.
            question.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>Goes on until nobody waits; then gives up its turn, and the last to go closes the line.</summary>
    private async Task SendWaitingAsync(Line line, string eventId, EventPolicy policy)
    {
        while (true)
        {
            var questions = new List<Question>();
            lock (line)
            {
                while (questions.Count < MostAtOnce && line.Waiting.TryDequeue(out var question))
                {
                    if (Stopwatch.GetElapsedTime(question.Since) > bound)
                        question.TrySetException(new WaitingRoomUnavailableException($"Redis did not get to it within {bound.TotalMilliseconds:0} ms."));
                    else if (!question.Task.IsCompleted)
                        questions.Add(question);
                }

                if (questions.Count == 0)
                {
                    line.Closed = --line.UnderWay == 0;
                    if (line.Closed)
                        _lines.TryRemove(KeyValuePair.Create(eventId, line));
                    return;
                }
            }

            try
            {
                ScriptSpan.ShareAmong(questions.Count, questions.Select(question => question.Asker));
                var answers = await send(eventId, questions.ConvertAll(q => q.Asked), policy, CancellationToken.None).ConfigureAwait(false);
                for (var i = 0; i < questions.Count; i++)
                    questions[i].TrySetResult(answers[i]);
            }
            catch (Exception exception)
            {
                questions.ForEach(question => question.Fail(exception));
                FailWaiting(line, exception);
            }
        }
    }

    /// <summary>Whoever waits behind a call that failed would wait for the same failure.</summary>
    private static void FailWaiting(Line line, Exception exception)
    {
        lock (line)
        {
            while (line.Waiting.TryDequeue(out var question))
                question.Fail(exception);
        }
    }

    private sealed class Question(TQuestion asked) : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TQuestion Asked => asked;

        /// <summary>The operation behind it, when somebody records that.</summary>
        public Activity? Asker { get; } = ScriptSpan.Asker;

        public long Since { get; } = Stopwatch.GetTimestamp();

        /// <summary>An exception of one's own: a thousand awaits of a shared one would queue up for its stack trace.</summary>
        public void Fail(Exception exception) => TrySetException(
            exception is WaitingRoomUnavailableException ? new WaitingRoomUnavailableException(exception.Message, exception) : exception);
    }

    private sealed class Line
    {
        public Queue<Question> Waiting { get; } = new();

        public int UnderWay { get; set; }

        public bool Closed { get; set; }
    }
}
