using TrafficTacos.Samples.Crowd.Observation;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>One look at the crowd, with the admission rate over the last few looks.</summary>
internal sealed record Progress(TimeSpan At, int Joined, int Waiting, int Ready, int Admitted, int Gone, int Lost, int Retries, double PerSecond);

internal sealed class ProgressMeter(Ledger ledger, RunClock clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);
    private readonly Queue<(TimeSpan At, int Granted)> _looks = new();

    public Progress Look()
    {
        var now = clock.Now;
        var granted = ledger.Granted;
        while (_looks.Count > 1 && now - _looks.Peek().At > Window)
            _looks.Dequeue();
        var (then, before) = _looks.Count == 0 ? (TimeSpan.Zero, 0) : _looks.Peek();
        _looks.Enqueue((now, granted));
        var seconds = (now - then).TotalSeconds;
        return new Progress(
            now,
            ledger.Joined,
            ledger.In(Phase.Waiting),
            ledger.In(Phase.Ready),
            granted,
            ledger.In(Phase.Left) + ledger.In(Phase.Silent),
            ledger.In(Phase.Lost),
            ledger.Retries.Values.Sum(),
            seconds > 0 ? (granted - before) / seconds : 0);
    }
}
