using System.Collections.Concurrent;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>
/// Joins status questions that come while others of the same event are under way into one script call. A lone question goes
/// at once; under load one call answers many, which costs Redis half as much an answer.
/// </summary>
/// <param name="send">Asks the store; fails within the bound.</param>
/// <param name="inTime">Waits for an answer that others fetch, no longer than the bound.</param>
internal sealed class StatusCoalescer(
    Func<string, IReadOnlyList<Place>, EventPolicy, CancellationToken, ValueTask<StatusReply>> send,
    Func<Task<StatusReply>, CancellationToken, Task<StatusReply>> inTime)
{
    private const int MostUnderWay = 2;
    private const int MostAtOnce = 128;

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    public ValueTask<StatusReply> AskAsync(string eventId, Place place, EventPolicy policy, CancellationToken cancellationToken)
    {
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
                    question = new Question(place);
                    line.Waiting.Enqueue(question);
                }
            }

            return question is null
                ? SendFirstAsync(line, eventId, place, policy, cancellationToken)
                : WaitAsync(question, cancellationToken);
        }
    }

    private async ValueTask<StatusReply> SendFirstAsync(Line line, string eventId, Place place, EventPolicy policy, CancellationToken cancellationToken)
    {
        try
        {
            return await send(eventId, [place], policy, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _ = SendWaitingAsync(line, eventId, policy);
        }
    }

    private async ValueTask<StatusReply> WaitAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            return await inTime(question.Task, cancellationToken).ConfigureAwait(false);
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
                    if (!question.Task.IsCompleted)
                        questions.Add(question);
                }

                if (questions.Count == 0)
                {
                    line.Closed = --line.UnderWay == 0;
                    break;
                }
            }

            try
            {
                var reply = await send(eventId, questions.ConvertAll(q => q.Place), policy, CancellationToken.None).ConfigureAwait(false);
                for (var i = 0; i < questions.Count; i++)
                    questions[i].TrySetResult(reply with { Places = [reply.Places[i]] });
            }
            catch (Exception exception)
            {
                questions.ForEach(question => question.TrySetException(exception));
            }
        }

        if (line.Closed)
            _lines.TryRemove(KeyValuePair.Create(eventId, line));
    }

    private sealed class Question(Place place) : TaskCompletionSource<StatusReply>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Place Place => place;
    }

    private sealed class Line
    {
        public Queue<Question> Waiting { get; } = new();

        public int UnderWay { get; set; }

        public bool Closed { get; set; }
    }
}
