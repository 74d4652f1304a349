using TrafficTacos.Samples.Crowd.Cli;
using TrafficTacos.Samples.Crowd.Observation;
using TrafficTacos.Samples.Crowd.Verdict;
using TrafficTacos.Samples.Crowd.Visitors;

namespace TrafficTacos.Samples.Crowd.Reporting;

/// <summary>The findings, and how close the admissions came to the bound.</summary>
internal sealed record Judgement(IReadOnlyList<Finding> Findings, double Headroom)
{
    public bool AllZeros => Findings.All(finding => finding.Count == 0);
}

/// <summary>Lays what the visitors saw before the checks: five, and four more of a sale.</summary>
internal static class Judge
{
    public static Judgement Pronounce(IReadOnlyList<VisitorRecord> records, CrowdOptions options)
    {
        var grants = records.SelectMany(record => record.Grants).ToArray();
        var bound = new Bound(options.Capacity + options.Overdraft, options.Refill);
        var (boundFinding, headroom) = BoundCheck.Run(Admissions(grants), bound);
        return new Judgement(
            [
                OrderCheck.Run(
                    [.. records.Where(record => record.Join is not null).Select(record => record.Join!.Value)],
                    [.. records.SelectMany(record => record.Sightings)]),
                DoubleAdmissionCheck.Run(grants, [.. records.SelectMany(record => record.Uses)]),
                LostCheck.Run([.. records.Where(record => record.LostBecause is not null).Select(record => new Loss(record.Number, record.LostBecause!))]),
                PromiseCheck.Run([.. records.SelectMany(record => record.Refusals)]),
                boundFinding,
                .. options.Sale is null ? [] : SaleFindings(records),
            ],
            headroom);
    }

    private static Finding[] SaleFindings(IReadOnlyList<VisitorRecord> records) =>
    [
        DoubleBookingCheck.Run([.. records.SelectMany(record => record.Purchase.Bookings)]),
        LostReservationCheck.Run([.. records.SelectMany(record => record.Purchase.Lost)]),
        TrespassCheck.Run([.. records.SelectMany(record => record.Purchase.Trespasses)]),
        UnansweredCheck.Run(
        [
            .. records.Where(record => record.Grants.Count > 0 && record.Purchase.Outcome == Outcome.Unanswered)
                .Select(record => new Loss(record.Number, record.Purchase.Step)),
        ]),
    ];

    /// <summary>The same pass given twice is one admission, and it was made before the first answer that carried it.</summary>
    private static Grant[] Admissions(Grant[] grants) =>
    [
        .. grants.GroupBy(grant => (grant.Visitor, grant.Pass)).Select(same => same.First() with
        {
            Start = same.Min(grant => grant.Start),
            End = same.Min(grant => grant.End),
        }),
    ];
}
