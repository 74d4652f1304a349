using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Observation;
using TrafficTacos.Tools.Crowd.Visitors;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>Runs the checks on the visitors' records: five, and four more for purchases.</summary>
internal static class CheckRunner
{
    public static CheckReport Run(IReadOnlyList<VisitorRecord> records, CrowdOptions options)
    {
        var grants = records.SelectMany(record => record.Grants).ToArray();
        var bound = new AdmissionBound(options.Burst + options.Overdraft, options.AdmissionsPerSecond);
        var (boundResult, headroom) = AdmissionBoundCheck.Run(DistinctAdmissions(grants), bound);
        return new CheckReport(
            [
                OrderInversionCheck.Run(
                    [.. records.Where(record => record.Join is not null).Select(record => record.Join!.Value)],
                    [.. records.SelectMany(record => record.Positions)]),
                DuplicateAdmissionCheck.Run(grants, [.. records.SelectMany(record => record.Uses)]),
                LostVisitorCheck.Run([.. records.Where(record => record.LostReason is not null).Select(record => new VisitorFailure(record.Number, record.LostReason!))]),
                BrokenPromiseCheck.Run([.. records.SelectMany(record => record.Refusals)]),
                boundResult,
                .. options.Purchase is null ? [] : CheckPurchases(records),
            ],
            headroom);
    }

    private static CheckResult[] CheckPurchases(IReadOnlyList<VisitorRecord> records) =>
    [
        DoubleBookingCheck.Run([.. records.SelectMany(record => record.Purchase.Bookings)]),
        LostReservationCheck.Run([.. records.SelectMany(record => record.Purchase.LostReservations)]),
        UnadmittedReservationCheck.Run([.. records.SelectMany(record => record.Purchase.UnadmittedReservations)]),
        UnresolvedPurchaseCheck.Run(
        [
            .. records.Where(record => record.Grants.Count > 0 && record.Purchase.Outcome == PurchaseOutcome.Unresolved)
                .Select(record => new VisitorFailure(record.Number, record.Purchase.Step)),
        ]),
    ];

    /// <summary>Two responses with the same pass are one admission, which happened before the first of them was complete.</summary>
    private static PassGrant[] DistinctAdmissions(PassGrant[] grants) =>
    [
        .. grants.GroupBy(grant => (grant.Visitor, grant.Pass)).Select(group => group.First() with
        {
            SentAt = group.Min(grant => grant.SentAt),
            CompletedAt = group.Min(grant => grant.CompletedAt),
        }),
    ];
}
