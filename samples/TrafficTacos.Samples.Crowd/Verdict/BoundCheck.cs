using System.Globalization;

namespace TrafficTacos.Samples.Crowd.Verdict;

/// <summary>
/// The hard bound over every window of time. An admission is surely inside a window when its enter was sent and answered
/// inside it, so only those are counted: no window is accused wrongly. It is enough to try windows from one enter's start
/// to another's end. Going through the ends in order, a tree holds for each possible start
/// <c>admissions inside + rate · start</c>; its largest value names the worst window that ends here. O(n log n).
/// </summary>
internal static class BoundCheck
{
    public const string Name = "bound violations";

    /// <summary>The crowd's clock and the store's may run this much apart (100 ppm, what NTP corrects at most in practice).</summary>
    private const double ClockDrift = 1.0001;

    /// <summary>The finding, and how many more admissions the tightest window could have held (negative: too many).</summary>
    public static (Finding Finding, double Headroom) Run(IReadOnlyList<Grant> grants, Bound bound)
    {
        var rate = bound.PerSecond * ClockDrift;
        var starts = grants.Select(grant => grant.Start).Order().ToArray();
        var ends = grants.OrderBy(grant => grant.End).ToArray();
        var tree = new PrefixMaximum([.. starts.Select(start => rate * start.TotalSeconds)]);
        var violations = 0;
        var worst = (Excess: double.NegativeInfinity, From: TimeSpan.Zero, To: TimeSpan.Zero);
        var begun = 0;
        foreach (var end in ends.Select(grant => (grant.Start, grant.End)))
        {
            tree.AddUpTo(LastIndexOf(starts, end.Start), 1);
            while (begun < starts.Length && starts[begun] <= end.End)
                begun++;
            var (value, at) = tree.UpTo(begun - 1);
            var excess = value - rate * end.End.TotalSeconds - bound.Burst;
            if (excess > 1e-6)
                violations++;
            if (excess > worst.Excess)
                worst = (excess, starts[at], end.End);
        }

        return (new Finding(Name, violations, violations == 0 ? null : Tell(worst, bound)), Math.Min(-worst.Excess, bound.Burst));
    }

    private static int LastIndexOf(TimeSpan[] sorted, TimeSpan value)
    {
        var index = Array.BinarySearch(sorted, value);
        while (index + 1 < sorted.Length && sorted[index + 1] == value)
            index++;
        return index;
    }

    private static string Tell((double Excess, TimeSpan From, TimeSpan To) worst, Bound bound)
    {
        var length = (worst.To - worst.From).TotalSeconds;
        var allowed = bound.Burst + bound.PerSecond * length;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Round(worst.Excess + allowed)} admissions within {length:0.000} s ({worst.From.TotalSeconds:0.000} s into the run), at most {Math.Floor(allowed)} are allowed");
    }
}
