using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>
/// Finds visitors who were overtaken. A is ahead of B if A's join was answered before B's join was sent; with a draw, if A drew the smaller
/// number, or any and B none. While both wait, A's position is smaller, and positions only decrease. So if a response to B is complete before a request of A is sent, A must be at a smaller
/// position than B was, and must be ready if B was ready. Everything else is an inversion. O(n log n).
/// </summary>
internal static class OrderInversionCheck
{
    public const string Name = "order inversions";

    /// <param name="joins">Who joined.</param>
    /// <param name="numbers">What visitors drew; empty without a draw.</param>
    /// <param name="observations">Their positions, with a draw only those after it.</param>
    public static CheckResult Run(IReadOnlyList<JoinObservation> joins, IReadOnlyDictionary<int, long> numbers, IReadOnlyList<PositionObservation> observations)
    {
        var places = joins.OrderBy(join => numbers.GetValueOrDefault(join.Visitor, long.MaxValue)).ThenBy(join => join.SentAt).ToArray();
        var drawn = places.Count(place => numbers.ContainsKey(place.Visitor));
        var sendTimes = places.Skip(drawn).Select(place => place.SentAt).ToArray();
        var indexOf = new Dictionary<int, int>(places.Length);
        var firstBehind = new Dictionary<int, int>(places.Length);
        for (var i = 0; i < places.Length; i++)
        {
            indexOf[places[i].Visitor] = i;
            firstBehind[places[i].Visitor] = i < drawn ? i + 1 : drawn + FirstIndexAfter(sendTimes, places[i].CompletedAt);
        }

        var known = observations.Where(observation => indexOf.ContainsKey(observation.Visitor)).ToArray();
        var byCompletion = known.OrderBy(observation => observation.CompletedAt).ToArray();
        var positions = new SuffixMinimumTree(places.Length);
        var lastReady = (Index: -1, Observation: -1);
        var overtaken = new HashSet<int>();
        string? example = null;
        var next = 0;
        foreach (var a in known.OrderBy(observation => observation.SentAt))
        {
            for (; next < byCompletion.Length && byCompletion[next].CompletedAt < a.SentAt; next++)
            {
                var b = byCompletion[next];
                positions.Lower(indexOf[b.Visitor], b.Position, next);
                if (b.Readiness == Readiness.Ready && indexOf[b.Visitor] > lastReady.Index)
                    lastReady = (indexOf[b.Visitor], next);
            }

            var behind = firstBehind[a.Visitor];
            var (position, tag) = positions.MinimumFrom(behind);
            if (position <= a.Position && overtaken.Add(a.Visitor))
                example ??= Describe(a, byCompletion[tag], $"was at position {a.Position} after #{byCompletion[tag].Visitor} had been at {position}");
            if (a.Readiness == Readiness.NotReady && lastReady.Index >= behind && overtaken.Add(a.Visitor))
                example ??= Describe(a, byCompletion[lastReady.Observation], $"had to wait after #{byCompletion[lastReady.Observation].Visitor} had been ready");
        }

        return new CheckResult(Name, overtaken.Count, example);
    }

    private static int FirstIndexAfter(TimeSpan[] sorted, TimeSpan time)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] > time ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private static string Describe(in PositionObservation a, in PositionObservation b, string violation) => string.Create(
        CultureInfo.InvariantCulture,
        $"visitor #{a.Visitor} was ahead of #{b.Visitor} but {violation} ({a.SentAt.TotalSeconds:0.000} s and {b.CompletedAt.TotalSeconds:0.000} s)");
}
