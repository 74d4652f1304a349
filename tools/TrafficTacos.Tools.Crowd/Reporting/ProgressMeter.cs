using TrafficTacos.Tools.Crowd.Observation;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>Reads the counters and computes the admission rate over a sliding window.</summary>
internal sealed class ProgressMeter(RunStatistics statistics, RunClock clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Queue<(TimeSpan At, int Admitted)> _samples = new();

    public Progress Read()
    {
        var now = clock.Now;
        var admitted = statistics.Admitted;
        while (_samples.Count > 1 && now - _samples.Peek().At > Window)
            _samples.Dequeue();
        var (firstAt, firstAdmitted) = _samples.Count == 0 ? (TimeSpan.Zero, 0) : _samples.Peek();
        _samples.Enqueue((now, admitted));
        var seconds = (now - firstAt).TotalSeconds;
        return new Progress(
            now,
            statistics.Joined,
            statistics.CountOf(VisitorPhase.Waiting),
            statistics.CountOf(VisitorPhase.Ready),
            admitted,
            statistics.CountOf(VisitorPhase.Left) + statistics.CountOf(VisitorPhase.Silent),
            statistics.CountOf(VisitorPhase.Lost),
            statistics.Retries.Values.Sum(),
            seconds > 0 ? (admitted - firstAdmitted) / seconds : 0);
    }
}
