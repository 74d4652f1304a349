using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>
/// Finds visitors who were overtaken. A is ahead of B if A's join was answered before B's join was sent. While both wait, A's position
/// is smaller, and positions only decrease. So if a response to B is complete before a request of A is sent, A must be at a smaller
/// position than B was, and must be ready if B was ready. Everything else is an inversion. O(n log n).
/// </summary>
internal static class OrderInversionCheck
{
    public const string Name = "order inversions";

    public static CheckResult Run(IReadOnlyList<JoinObservation> joins, IReadOnlyList<PositionObservation> observations)
    {
        var bySendTime = joins.OrderBy(join => join.SentAt).ToArray();
        var sendTimes = Array.ConvertAll(bySendTime, join => join.SentAt);
        var indexOf = new Dictionary<int, int>(bySendTime.Length);
        var firstBehind = new Dictionary<int, int>(bySendTime.Length);
        for (var i = 0; i < bySendTime.Length; i++)
        {
            indexOf[bySendTime[i].Visitor] = i;
            firstBehind[bySendTime[i].Visitor] = FirstIndexAfter(sendTimes, bySendTime[i].CompletedAt);
        }

        var known = observations.Where(observation => indexOf.ContainsKey(observation.Visitor)).ToArray();
        var byCompletion = known.OrderBy(observation => observation.CompletedAt).ToArray();
        var positions = new SuffixMinimumTree(bySendTime.Length);
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
        $"visitor #{a.Visitor} joined before #{b.Visitor} but {violation} ({a.SentAt.TotalSeconds:0.000} s and {b.CompletedAt.TotalSeconds:0.000} s)");
}
