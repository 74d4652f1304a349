using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>
/// Finds visitors who were admitted or told "ready" before the opening: before a request was sent whose response still said that the event
/// was not open, or before the time of the opening by this machine's clock.
/// </summary>
internal static class EarlyAdmissionCheck
{
    public const string Name = "early admissions";

    /// <summary>This machine's clock and the store's may differ by so much.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(1);

    /// <param name="promises">Who was told "ready" or given a pass, and when that response was complete.</param>
    /// <param name="lastNotOpenAt">When the last request was sent whose response said that the event was not open; null without any.</param>
    /// <param name="opensAt">The opening on the clock of the run; null if none was told.</param>
    public static CheckResult Run(IReadOnlyList<(int Visitor, TimeSpan CompletedAt)> promises, TimeSpan? lastNotOpenAt, TimeSpan? opensAt)
    {
        var earliest = Later(lastNotOpenAt, opensAt - ClockTolerance);
        var early = promises.Where(promise => promise.CompletedAt < earliest).ToArray();
        var visitors = early.Select(promise => promise.Visitor).Distinct().Count();
        return new CheckResult(Name, visitors, early.Length == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"visitor #{early[0].Visitor} was ready or admitted at {early[0].CompletedAt.TotalSeconds:0.000} s, but the event was not open before {earliest!.Value.TotalSeconds:0.000} s"));
    }

    private static TimeSpan? Later(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;
}
