using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Measures;

/// <summary>How the seats of a shop with a maximum were used.</summary>
internal static class ShopSeats
{
    /// <summary>Whether seats, not tokens, decide who may enter.</summary>
    public static bool Hold(in EventSnapshot snapshot, EventPolicy policy) =>
        snapshot.Conditions.Numbers.MaximumShoppers > 0 && Free(snapshot) < AdmissionRule.Reach(snapshot.Level, snapshot.Paused, policy);

    /// <summary>The share of the seats that were taken while more visitors who would enter waited than there were free seats; NaN where there is
    /// no maximum.</summary>
    public static double TakenShare(SaleTrace trace)
    {
        var (taken, all) = (0d, 0d);
        var willing = new WillingVisitors(trace);
        foreach (var record in trace.Snapshots.Where(record => Hold(record.Snapshot, trace.Policy) && willing.CountAt(record.At) > Free(record.Snapshot)))
            (taken, all) = (taken + record.Snapshot.Admitted + record.Snapshot.Seats, all + record.Snapshot.Conditions.Numbers.MaximumShoppers);
        return all > 0 ? taken / all : double.NaN;
    }

    private static double Free(in EventSnapshot snapshot) =>
        AdmissionRule.FreeSeats(snapshot.Admitted + snapshot.Seats, snapshot.Conditions.Numbers.MaximumShoppers);
}
