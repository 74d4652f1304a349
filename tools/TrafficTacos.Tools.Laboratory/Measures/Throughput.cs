using TrafficTacos.Queueing.Admission;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>How the bucket's tokens were used while more visitors waited than the bucket could serve.</summary>
/// <param name="Utilization">The share of the tokens earned in that time that were used or saved; the rest overflowed a full bucket.</param>
/// <param name="HeadBlockedSeconds">Seconds with a full bucket and visitors waiting behind its reach.</param>
/// <param name="TokenShare">One token as a share of those earned: the journal's milliseconds do not tell on which side of a snapshot an
/// admission was.</param>
internal sealed record Throughput(double Utilization, double HeadBlockedSeconds, double TokenShare)
{
    public static Throughput Of(SaleTrace trace)
    {
        var (earned, kept, blocked) = (0d, 0d, 0d);
        for (var i = 1; i < trace.Snapshots.Count; i++)
        {
            var (from, to) = (trace.Snapshots[i - 1], trace.Snapshots[i]);
            if (!IsComparable(from, to, trace.Policy))
                continue;
            var seconds = (to.Snapshot.Now - from.Snapshot.Now) / 1e6;
            earned += seconds * from.Snapshot.AdmissionsPerSecond;
            kept += to.AdmittedCount - from.AdmittedCount + (to.Snapshot.Level - from.Snapshot.Level) / AdmissionRule.Token;
            if (to.Snapshot.Level >= (to.Snapshot.Burst - 1) * AdmissionRule.Token)
                blocked += seconds;
        }

        return new Throughput(earned > 0 ? Math.Min(1, kept / earned) : 1, blocked, earned > 0 ? 1 / earned : 0);
    }

    /// <summary>False without visitors behind the reach, during a pause, and if a setting changed, which makes the earned tokens
    /// uncertain.</summary>
    private static bool IsComparable(in SnapshotRecord from, in SnapshotRecord to, EventPolicy policy) =>
        from.Snapshot.Length > AdmissionRule.Reach(from.Snapshot.Level, from.Snapshot.Paused, policy)
        && !from.Snapshot.Paused
        && !to.Snapshot.Paused
        && from.Snapshot.AdmissionsPerSecond == to.Snapshot.AdmissionsPerSecond
        && from.Snapshot.Burst == to.Snapshot.Burst;
}
