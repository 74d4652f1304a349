using System.Globalization;

namespace TrafficTacos.Tools.Crowd.Checks;

/// <summary>
/// Checks the admission bound in every interval. An admission certainly happened in an interval if its request was sent and its
/// response completed within it; only those count. It suffices to check the intervals from the start of one request to the end of
/// another. For each end in order, a segment tree holds <c>admissions inside + rate · start</c> for every possible start, and its
/// maximum is the worst interval with this end. O(n log n).
/// </summary>
internal static class AdmissionBoundCheck
{
    public const string Name = "bound violations";

    /// <summary>The store's clock may run faster than this one by 100 ppm, the largest drift that NTP usually corrects.</summary>
    private const double ClockDrift = 1.0001;

    private const double RoundingTolerance = 1e-6;

    /// <summary>Returns the result, and how many more admissions the worst interval could have contained (negative if there are violations).</summary>
    public static (CheckResult Result, double Headroom) Run(IReadOnlyList<PassGrant> grants, AdmissionBound bound)
    {
        var rate = bound.PerSecond * ClockDrift;
        var starts = grants.Select(grant => grant.SentAt).Order().ToArray();
        var intervals = grants.OrderBy(grant => grant.CompletedAt).Select(grant => (grant.SentAt, grant.CompletedAt)).ToArray();
        var tree = new PrefixMaximumTree([.. starts.Select(start => rate * start.TotalSeconds)]);
        var violations = 0;
        var worst = (Excess: double.NegativeInfinity, From: TimeSpan.Zero, To: TimeSpan.Zero);
        var started = 0;
        foreach (var (sentAt, completedAt) in intervals)
        {
            tree.AddUpTo(LastIndexOf(starts, sentAt), 1);
            while (started < starts.Length && starts[started] <= completedAt)
                started++;
            var (value, index) = tree.MaximumUpTo(started - 1);
            var excess = value - rate * completedAt.TotalSeconds - bound.Burst;
            if (excess > RoundingTolerance)
                violations++;
            if (excess > worst.Excess)
                worst = (excess, starts[index], completedAt);
        }

        return (new CheckResult(Name, violations, violations == 0 ? null : Describe(worst, bound)), Math.Min(-worst.Excess, bound.Burst));
    }

    private static int LastIndexOf(TimeSpan[] sorted, TimeSpan value)
    {
        var index = Array.BinarySearch(sorted, value);
        while (index + 1 < sorted.Length && sorted[index + 1] == value)
            index++;
        return index;
    }

    private static string Describe((double Excess, TimeSpan From, TimeSpan To) worst, AdmissionBound bound)
    {
        var seconds = (worst.To - worst.From).TotalSeconds;
        var allowed = bound.Burst + bound.PerSecond * seconds;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Round(worst.Excess + allowed)} admissions within {seconds:0.000} s from {worst.From.TotalSeconds:0.000} s, at most {Math.Floor(allowed)} are allowed");
    }
}
