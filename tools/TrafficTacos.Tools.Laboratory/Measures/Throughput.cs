using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>How the bucket's tokens were used while more visitors who would enter waited than the bucket could serve.</summary>
/// <param name="Utilization">The share of the tokens earned in that time that were used or saved; the rest overflowed a full bucket.</param>
/// <param name="HeadBlockedSeconds">Seconds of these with a full bucket: others held the positions that it could serve.</param>
/// <param name="SizeUtilization">The same without those that overflowed while the rule left the positions to their visitors: of what the
/// bucket's size allows.</param>
/// <param name="TokenShare">One token as a share of those earned: the journal's milliseconds do not tell on which side of a snapshot an
/// admission was.</param>
internal sealed record Throughput(double Utilization, double HeadBlockedSeconds, double SizeUtilization, double TokenShare)
{
    public static Throughput Of(SaleTrace trace)
    {
        var (earned, kept, blocked, excused) = (0d, 0d, 0d, 0d);
        var willing = new WillingVisitors(trace);
        for (var i = 1; i < trace.Snapshots.Count; i++)
        {
            var (from, to) = (trace.Snapshots[i - 1], trace.Snapshots[i]);
            if (!IsComparable(from, to, willing, trace.Policy))
                continue;
            var seconds = (to.Snapshot.Now - from.Snapshot.Now) / 1e6;
            var (tokens, taken) = (
                seconds * from.Snapshot.AdmissionsPerSecond, to.AdmittedCount - from.AdmittedCount + (to.Snapshot.Level - from.Snapshot.Level) / AdmissionRule.Token);
            (earned, kept) = (earned + tokens, kept + taken);
            excused += Math.Max(0, tokens - taken) * to.RightfullyHeld;
            if (to.Snapshot.Level >= (to.Snapshot.Burst - 1) * AdmissionRule.Token)
                blocked += seconds;
        }

        return new Throughput(
            earned > 0 ? Math.Min(1, kept / earned) : 1, blocked, earned > excused ? Math.Min(1, kept / (earned - excused)) : 1, earned > 0 ? 1 / earned : 0);
    }

    /// <summary>False unless more visitors would enter than the bucket reaches, during a pause, where seats are what is missing, before the opening, and if a setting changed, which makes the earned tokens
    /// uncertain.</summary>
    private static bool IsComparable(in SnapshotRecord from, in SnapshotRecord to, WillingVisitors willing, EventPolicy policy) =>
        willing.CountAt(from.At) > AdmissionRule.Reach(from.Snapshot.Level, from.Snapshot.Paused, policy)
        && from.Snapshot.Conditions is { Phase: EventPhase.Open, IsUndrawn: false }
        && !ShopSeats.Hold(from.Snapshot, policy)
        && !ShopSeats.Hold(to.Snapshot, policy)
        && !from.Snapshot.Paused
        && !to.Snapshot.Paused
        && from.Snapshot.AdmissionsPerSecond == to.Snapshot.AdmissionsPerSecond
        && from.Snapshot.Burst == to.Snapshot.Burst;
}
