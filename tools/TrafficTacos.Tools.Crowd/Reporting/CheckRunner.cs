using TrafficTacos.Tools.Crowd.Checks;
using TrafficTacos.Tools.Crowd.Cli;
using TrafficTacos.Tools.Crowd.Observation;
using TrafficTacos.Tools.Crowd.Visitors;

namespace TrafficTacos.Tools.Crowd.Reporting;

/// <summary>Runs the checks on the visitors' records: six, four more for purchases, and one each for a maximum and a draw.</summary>
internal static class CheckRunner
{
    public static CheckReport Run(IReadOnlyList<VisitorRecord> records, CrowdOptions options, DrawEvidence? draw, RunClock clock)
    {
        var grants = records.SelectMany(record => record.Grants).ToArray();
        var bound = new AdmissionBound(options.Burst + options.Overdraft, options.AdmissionsPerSecond);
        var (boundResult, headroom) = AdmissionBoundCheck.Run(DistinctAdmissions(grants), bound);
        (CheckResult Result, int Most)? shoppers = options.MaximumShoppers is { } maximum
            ? ShopperBoundCheck.Run([.. records.Where(record => record.Stay is not null).Select(record => record.Stay!.Value)], maximum)
            : null;
        return new CheckReport(
            [
                CheckOrder(records, options),
                DuplicateAdmissionCheck.Run(grants, [.. records.SelectMany(record => record.Uses)]),
                LostVisitorCheck.Run([.. records.Where(record => record.LostReason is not null).Select(record => new VisitorFailure(record.Number, record.LostReason!))]),
                BrokenPromiseCheck.Run([.. records.SelectMany(record => record.Refusals)]),
                boundResult,
                CheckOpening(records, clock),
                .. shoppers is null ? (ReadOnlySpan<CheckResult>)[] : [shoppers.Value.Result],
                .. draw is null ? (ReadOnlySpan<CheckResult>)[] : [DrawFaultCheck.Run(draw)],
                .. options.Purchase is null ? [] : CheckPurchases(records),
            ],
            headroom,
            shoppers?.Most);
    }

    /// <summary>Before a draw nobody has a position, and is told 0.</summary>
    private static CheckResult CheckOrder(IReadOnlyList<VisitorRecord> records, CrowdOptions options) => OrderInversionCheck.Run(
        [.. records.Where(record => record.Join is not null).Select(record => record.Join!.Value)],
        records.Where(record => record.DrawNumber is not null).ToDictionary(record => record.Number, record => record.DrawNumber!.Value),
        [.. records.SelectMany(record => record.Positions).Where(position => position.Position > 0 || !options.Drawn)]);

    private static CheckResult CheckOpening(IReadOnlyList<VisitorRecord> records, RunClock clock)
    {
        var promises = records.SelectMany(record => record.Grants.Select(grant => (grant.Visitor, grant.CompletedAt)))
            .Concat(records.Where(record => record.ReadyAt is not null).Select(record => (Visitor: record.Number, CompletedAt: record.ReadyAt!.Value)));
        return EarlyAdmissionCheck.Run(
            [.. promises], records.Max(record => record.LastNotOpenAt), records.Max(record => record.OpensAt) is { } opensAt ? clock.Of(opensAt) : null);
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
