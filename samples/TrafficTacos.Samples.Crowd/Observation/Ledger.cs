using System.Collections.Concurrent;

namespace TrafficTacos.Samples.Crowd.Observation;

/// <summary>What the whole crowd has done so far; every visitor writes, the display reads.</summary>
internal sealed class Ledger
{
    private readonly int[] _phases = new int[Enum.GetValues<Phase>().Length];
    private readonly Latency[] _latencies = [.. Enum.GetValues<CallKind>().Select(_ => new Latency())];
    private readonly ConcurrentDictionary<string, int> _retries = new(StringComparer.Ordinal);
    private readonly int[] _outcomes = new int[Enum.GetValues<Outcome>().Length];
    private int _joined;
    private int _granted;

    public Ledger(int visitors) => _phases[(int)Phase.Coming] = visitors;

    public int Joined => Volatile.Read(ref _joined);

    public int Granted => Volatile.Read(ref _granted);

    /// <summary>How long requests waited for one of the crowd's own connections; not the gateway's doing.</summary>
    public Latency OwnQueue { get; } = new();

    public IReadOnlyDictionary<string, int> Retries => _retries;

    public int In(Phase phase) => Volatile.Read(ref _phases[(int)phase]);

    /// <summary>Purchases that ended so; a run with <c>--buy</c> only.</summary>
    public int Ended(Outcome outcome) => Volatile.Read(ref _outcomes[(int)outcome]);

    public Latency LatencyOf(CallKind kind) => _latencies[(int)kind];

    public void Move(Phase from, Phase to)
    {
        Interlocked.Decrement(ref _phases[(int)from]);
        Interlocked.Increment(ref _phases[(int)to]);
    }

    public void CountJoin() => Interlocked.Increment(ref _joined);

    public void CountGrant() => Interlocked.Increment(ref _granted);

    public void CountOutcome(Outcome outcome) => Interlocked.Increment(ref _outcomes[(int)outcome]);

    public void CountRetry(string reason) => _retries.AddOrUpdate(reason, 1, (_, count) => count + 1);
}
