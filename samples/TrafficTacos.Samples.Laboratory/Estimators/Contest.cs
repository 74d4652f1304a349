using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Samples.Laboratory.Estimators;

/// <summary>Who takes part.</summary>
internal static class Contest
{
    /// <summary>The one that visitors see.</summary>
    public static Candidate Library { get; } = new(
        "library", "what ships", static (trace, ask) => WaitEstimator.Estimate(ask.Position, ask.Waited, trace.PulseOf(ask), trace.Policy));

    public static IReadOnlyList<Candidate> All { get; } =
        [Library, Baselines.PositionOverRate, Baselines.Origin, Baselines.OriginAtEight];
}
