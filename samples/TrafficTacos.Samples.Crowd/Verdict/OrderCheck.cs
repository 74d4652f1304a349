using System.Globalization;

namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>
/// Visitors overtaken. A is ahead of B when A's join was answered before B's was sent. While both are in the queue, A's
/// position is the smaller one, and positions only fall. So when an answer to B is complete before a question of A is
/// sent, A (seen in the queue by it) must be at a smaller position than B was; and if B was ready, so must A be.
/// Anything else is an inversion, and no inversion is claimed on less. O(n log n).
/// </summary>
internal static class OrderCheck
{
    public const string Name = "order inversions";

    public static Finding Run(IReadOnlyList<Join> joins, IReadOnlyList<Sighting> sightings)
    {
        var byStart = joins.OrderBy(join => join.Start).ToArray();
        var starts = Array.ConvertAll(byStart, join => join.Start);
        var rank = new Dictionary<int, int>(byStart.Length);
        var firstBehind = new Dictionary<int, int>(byStart.Length);
        for (var i = 0; i < byStart.Length; i++)
        {
            rank[byStart[i].Visitor] = i;
            firstBehind[byStart[i].Visitor] = FirstAfter(starts, byStart[i].End);
        }

        var known = sightings.Where(sighting => rank.ContainsKey(sighting.Visitor)).ToArray();
        var answered = known.OrderBy(sighting => sighting.End).ToArray();
        var asked = known.OrderBy(sighting => sighting.Start).ToArray();
        var positions = new SuffixMinimum(byStart.Length);
        var ready = (Rank: -1, Sighting: -1);
        var overtaken = new HashSet<int>();
        string? example = null;
        var next = 0;
        foreach (var a in asked)
        {
            for (; next < answered.Length && answered[next].End < a.Start; next++)
            {
                var b = answered[next];
                positions.Lower(rank[b.Visitor], b.Position, next);
                if (b.Readiness == Readiness.Ready && rank[b.Visitor] > ready.Rank)
                    ready = (rank[b.Visitor], next);
            }

            var behind = firstBehind[a.Visitor];
            var (position, tag) = positions.From(behind);
            if (position <= a.Position && overtaken.Add(a.Visitor))
                example ??= Tell(a, answered[tag], $"at position {a.Position} after #{answered[tag].Visitor} was at {position}");
            if (a.Readiness == Readiness.NotReady && ready.Rank >= behind && overtaken.Add(a.Visitor))
                example ??= Tell(a, answered[ready.Sighting], $"told to wait after #{answered[ready.Sighting].Visitor} was ready");
        }

        return new Finding(Name, overtaken.Count, example);
    }

    private static int FirstAfter(TimeSpan[] sorted, TimeSpan time)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] > time ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static string Tell(in Sighting a, in Sighting b, string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"visitor #{a.Visitor} joined before #{b.Visitor}, yet was {what} ({a.Start.TotalSeconds:0.000} s and {b.End.TotalSeconds:0.000} s into the run)");
}
