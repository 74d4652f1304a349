using TrafficTacos.Queueing.Admission;

namespace TrafficTacos.Tools.Laboratory.Simulation;

/// <summary>
/// The random conditions of a real run: how late visitors act, how long responses take, how a gateway spreads polls, and when
/// within the five seconds of a rate window's slot the sale begins. The visitors and their plans do not depend on them.
/// </summary>
/// <param name="seed">The same seed gives the same conditions.</param>
/// <param name="actionDelays">Milliseconds by which visitors acted later than planned. One is drawn for each action.</param>
/// <param name="latencies">Milliseconds from request to response. One is drawn for each action.</param>
internal sealed class SimulationConditions(ulong seed, IReadOnlyList<double> actionDelays, IReadOnlyList<double> latencies)
{
    private const double SlotLength = 5e6;
    private const long DelayStream = 0x5EA50;
    private const long StartStream = 0x51071;

    private RandomStream _random = RandomStream.Create(seed, DelayStream);

    /// <summary>Microseconds from the start of a slot to the start of the sale.</summary>
    public long StartOffset { get; } = (long)(RandomStream.Create(seed, StartStream).NextDouble() * SlotLength);

    /// <summary>Microseconds from when an action is due until its response arrives.</summary>
    public long NextDelay() => (long)((Pick(actionDelays) + Pick(latencies)) * 1e3);

    /// <summary>The poll interval that a gateway advertises.</summary>
    public TimeSpan PollAfter(TimeSpan remaining, EventPolicy policy) => PollPacing.After(remaining, policy, _random.NextDouble());

    private double Pick(IReadOnlyList<double> values) => values.Count == 0 ? 0 : values[(int)(_random.NextDouble() * values.Count)];
}
