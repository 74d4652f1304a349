using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Samples.Laboratory.Estimators;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Measures;

/// <summary>How the time that one visitor sees moves from answer to answer, in whole seconds as it is shown.</summary>
/// <param name="Steps">Pairs of answers.</param>
/// <param name="Up">The share of them where the time went up.</param>
/// <param name="UpMedian">By how much those went up, as a share of what was shown: the median.</param>
/// <param name="UpP90">Nine in ten went up by less.</param>
/// <param name="UpLarge">The share of all pairs that went up by more than a tenth.</param>
internal sealed record Steadiness(int Steps, double Up, double UpMedian, double UpP90, double UpLarge)
{
    /// <summary>Of the plain answers.</summary>
    public static Steadiness OfTold(Trace trace, Candidate candidate) => Of(Seen(trace, candidate, static (_, told) => told));

    /// <summary>Of what a page shows that keeps to <see cref="ShownWait"/>.</summary>
    public static Steadiness OfShown(Trace trace, Candidate candidate) => Of(Seen(trace, candidate, ShownWait.Next));

    private static Steadiness Of(IEnumerable<(double Before, double After)> pairs)
    {
        var (steps, ups) = (0, new List<double>());
        foreach (var (before, after) in pairs)
        {
            steps++;
            if (after > before)
                ups.Add((after - before) / Math.Max(1, before));
        }

        var weighted = ups.Select(up => (up, 1.0)).ToArray();
        return new Steadiness(
            steps, Share(ups.Count), Weighted.Quantile(weighted, 0.5), Weighted.Quantile(weighted, 0.9), Share(ups.Count(up => up > 0.1)));

        double Share(int count) => steps > 0 ? (double)count / steps : 0;
    }

    private static IEnumerable<(double Before, double After)> Seen(Trace trace, Candidate candidate, Func<TimeSpan?, TimeSpan, TimeSpan> rule)
    {
        foreach (var asks in trace.Asks.GroupBy(ask => ask.Person))
        {
            TimeSpan? last = null;
            foreach (var ask in asks)
            {
                var shown = rule(last, candidate.Estimate(trace, ask).P50);
                if (last is { } before)
                    yield return (Math.Ceiling(before.TotalSeconds), Math.Ceiling(shown.TotalSeconds));
                last = shown;
            }
        }
    }
}
