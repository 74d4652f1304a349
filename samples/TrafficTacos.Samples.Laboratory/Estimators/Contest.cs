using TrafficTacos.Queueing.Estimation;

namespace TrafficTacos.Samples.Laboratory.Estimators;

/// <summary>Who takes part: what ships, what it was made from with one part left out each, and what others do.</summary>
internal static class Contest
{
    /// <summary>The one that visitors see.</summary>
    public static Candidate Library { get; } = OfPulse("library", "what ships", static pulse => pulse);

    /// <summary>What was answered, as an answer over HTTP spells it: whole seconds, upwards.</summary>
    public static Candidate Answered { get; } = new("answered", "what an answer over HTTP says", static (_, ask) => new Estimate(
        TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(ask.Told.P50.TotalSeconds))),
        TimeSpan.FromSeconds(Math.Max(1, Math.Ceiling(ask.Told.P90.TotalSeconds))),
        Math.Round(ask.Told.Confidence, 2)));

    public static IReadOnlyList<Candidate> All { get; } =
    [
        Library,
        OfPulse("without silence", "does not know who is silent", static pulse => pulse with { Silent = 0 }),
        OfPulse("without no-shows", "does not look at who does not come at the head", static pulse => pulse with { NoShows = default }),
        OfPulse("without giving up", "expects nobody to give up from now on", static pulse => pulse with { GaveUp = default }),
        OfPulse("last minute", "rates from the last minute alone", static pulse => pulse with { GaveUp = OneOnly(pulse.GaveUp, pulse), NoShows = pulse.NoShows with { Five = long.MaxValue / 2 } }),
        Windows.Specification,
        Baselines.PositionOverRate,
        Baselines.Origin,
        Baselines.OriginAtEight,
    ];

    private static RateWindows OneOnly(RateWindows windows, in Pulse pulse) => windows with { Five = windows.One * 60 };

    /// <summary>The library's estimator, with less in its hands.</summary>
    private static Candidate OfPulse(string name, string about, Func<Pulse, Pulse> less) => new(
        name, about, (trace, ask) => WaitEstimator.Estimate(ask.Position, ask.Waited, less(trace.PulseOf(ask)), trace.Policy));
}
