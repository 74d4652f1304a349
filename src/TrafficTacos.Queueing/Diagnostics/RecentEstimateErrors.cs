namespace TrafficTacos.Queueing.Diagnostics;

/// <summary>How wrong the last estimates of each event were, for operators. Of what this process told and saw.</summary>
internal sealed class RecentEstimateErrors
{
    internal const int MaxErrors = 200;

    /// <summary>The most events. When there are more, all are dropped.</summary>
    internal const int MaxEvents = 1_000;

    /// <summary>A median of fewer says nothing.</summary>
    private const int Few = 10;

    private readonly Dictionary<string, Queue<double>> _errors = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public void Add(string eventId, long told, long actual)
    {
        if (actual <= 0)
            return;
        lock (_lock)
        {
            if (!_errors.TryGetValue(eventId, out var errors))
            {
                if (_errors.Count >= MaxEvents)
                    _errors.Clear();
                _errors[eventId] = errors = new Queue<double>();
            }

            errors.Enqueue(Math.Abs(told - actual) / (double)actual);
            if (errors.Count > MaxErrors)
                errors.Dequeue();
        }
    }

    /// <summary>The median; null if there are too few.</summary>
    public double? MedianOf(string eventId)
    {
        lock (_lock)
        {
            if (!_errors.TryGetValue(eventId, out var errors) || errors.Count < Few)
                return null;
            double[] sorted = [.. errors.Order()];
            return sorted[sorted.Length / 2];
        }
    }
}
