using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Samples.Laboratory.Simulation;

/// <summary>
/// What a real run leaves to chance though everybody is the same: how late people act and how long answers take, how a gateway
/// spreads polls, and when in the five seconds of a window's slot the sale begins. Not who comes, nor what they will: those are
/// the scenario's and its seed's. The same seed is the same weather.
/// </summary>
/// <param name="seed">Of this weather.</param>
/// <param name="late">Milliseconds by which people acted later than planned, of which one is drawn for each deed.</param>
/// <param name="latencies">Milliseconds that answers took, likewise.</param>
internal sealed class Weather(ulong seed, IReadOnlyList<double> late, IReadOnlyList<double> latencies)
{
    private const double Slot = 5e6;

    private Chance _chance = Chance.Of(seed, 0x5EA50);

    /// <summary>Microseconds into a slot at which the sale begins.</summary>
    public long Start { get; } = (long)(Chance.Of(seed, 0x51071).Share() * Slot);

    /// <summary>Microseconds from when a deed is due until its answer is heard.</summary>
    public long Delay() => (long)((Any(late) + Any(latencies)) * 1e3);

    /// <summary>When a gateway says to ask again.</summary>
    public TimeSpan PollAfter(TimeSpan left, EventPolicy policy) => PollPacing.After(left, policy, _chance.Share());

    private double Any(IReadOnlyList<double> numbers) => numbers.Count == 0 ? 0 : numbers[(int)(_chance.Share() * numbers.Count)];
}
