using System.Collections.Concurrent;

namespace TrafficTacos.Queueing.AspNetCore.Diagnostics;

/// <summary>Limits warnings that every request of an outage would write: a line a second for each kind, with the number of events since
/// the last line.</summary>
internal sealed class WarningLimiter(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>There are as many as kinds of warnings in the code.</summary>
    private readonly ConcurrentDictionary<string, Kind> _kinds = new(StringComparer.Ordinal);

    /// <summary>Counts an event.</summary>
    /// <param name="kind">The kind of warning; never a text of a client.</param>
    /// <returns>The number of events for the line to write; 0 if there is none to write now.</returns>
    public long Count(string kind) => _kinds.GetOrAdd(kind, static _ => new Kind()).Count(time);

    private sealed class Kind
    {
        private readonly Lock _lock = new();
        private long? _writtenAt;
        private long _count;

        public long Count(TimeProvider time)
        {
            lock (_lock)
            {
                _count++;
                if (_writtenAt is { } at && time.GetElapsedTime(at) < Interval)
                    return 0;
                _writtenAt = time.GetTimestamp();
                (var count, _count) = (_count, 0);
                return count;
            }
        }
    }
}
