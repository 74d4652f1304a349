using System.Collections.Concurrent;

namespace TrafficTacos.Tools.Crowd.Observation;

/// <summary>The counters of a run. All visitors update them concurrently, and the display reads them.</summary>
internal sealed class RunStatistics
{
    private readonly int[] _phases = new int[Enum.GetValues<VisitorPhase>().Length];
    private readonly LatencyHistogram[] _latencies = [.. Enum.GetValues<CallKind>().Select(_ => new LatencyHistogram())];
    private readonly ConcurrentDictionary<string, int> _retries = new(StringComparer.Ordinal);
    private readonly int[] _outcomes = new int[Enum.GetValues<PurchaseOutcome>().Length];
    private int _joined;
    private int _admitted;

    public RunStatistics(int visitors) => _phases[(int)VisitorPhase.NotArrived] = visitors;

    public int Joined => Volatile.Read(ref _joined);

    public int Admitted => Volatile.Read(ref _admitted);

    /// <summary>How long requests waited for a free connection in this process.</summary>
    public LatencyHistogram ClientQueue { get; } = new();

    /// <summary>Counts by reason.</summary>
    public IReadOnlyDictionary<string, int> Retries => _retries;

    public int CountOf(VisitorPhase phase) => Volatile.Read(ref _phases[(int)phase]);

    public int CountOf(PurchaseOutcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    public LatencyHistogram LatencyOf(CallKind kind) => _latencies[(int)kind];

    public void Move(VisitorPhase from, VisitorPhase to)
    {
        Interlocked.Decrement(ref _phases[(int)from]);
        Interlocked.Increment(ref _phases[(int)to]);
    }

    public void CountJoin() => Interlocked.Increment(ref _joined);

    public void CountAdmission() => Interlocked.Increment(ref _admitted);

    public void CountOutcome(PurchaseOutcome outcome) => Interlocked.Increment(ref _outcomes[(int)outcome]);

    public void CountRetry(string reason) => _retries.AddOrUpdate(reason, 1, (_, count) => count + 1);
}
