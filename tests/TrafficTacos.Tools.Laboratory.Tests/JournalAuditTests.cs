using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class JournalAuditTests
{
    private static readonly BucketSettings SmallBucket = new(10, 2, Overdraft: 0);
    private static readonly Place First = new(new EntryId(1), 1);
    private static readonly Place Second = new(new EntryId(2), 2);

    [Fact]
    public void Duplicate_places_and_admissions_are_counted()
    {
        var violations = Audit([Joined(First), Joined(First with { Ticket = 3 }), Joined(Second), Admitted(First, 1), Admitted(Second, 1), Admitted(Second, 1000)]);
        Assert.Equal((1, 1), (violations.DuplicatePlaces, violations.DuplicateAdmissions));
    }

    [Fact]
    public void An_admission_beyond_the_bucket_is_counted() =>
        Assert.Equal((0, 1), (Audit(Admissions(2, 5)).BoundViolations, Audit(Admissions(3, 5)).BoundViolations));

    [Fact]
    public void The_most_permissive_time_of_a_change_counts()
    {
        // The original rate yields a token every 100 ms, the faster one ten, and the slower one hardly any.
        var faster = new AppliedChange(100_000, 900_000, new OperatorChange(0, AdmissionsPerSecond: 100));
        var slower = new AppliedChange(100_000, 900_000, new OperatorChange(0, AdmissionsPerSecond: 0.1));
        JournalEntry[] journal = [.. Admissions(2, 0), Admitted(First, 120), Admitted(Second, 130), Admitted(First, 140)];
        Assert.Equal(2, Audit(journal).BoundViolations);
        Assert.Equal(0, Audit(journal, faster).BoundViolations);
        Assert.Equal(0, Audit([.. Admissions(2, 0), Admitted(First, 200), Admitted(Second, 800)], slower).BoundViolations);
        journal = [.. Admissions(2, 0), Admitted(First, 800), Admitted(Second, 900), Admitted(First, 910), Admitted(Second, 1500)];
        Assert.Equal((0, 1), (Audit(journal).BoundViolations, Audit(journal, slower).BoundViolations));
    }

    private static Violations Audit(JournalEntry[] journal, params AppliedChange[] changes)
    {
        var scenario = new Scenario { Name = "sale", Title = "A sale", Duration = 10, Bucket = SmallBucket, Arrivals = [new Arrival(ArrivalKind.Burst, 0, 0, 3)] };
        var trace = SaleSimulation.Run(scenario, 1);
        trace.Admitted.Clear();
        new JournalAudit(journal, SmallBucket, changes, storeStart: 0).Apply(trace);
        return trace.Violations;
    }

    private static JournalEntry Joined(Place place) => new(0, "joined", place);

    private static JournalEntry Admitted(Place place, long milliseconds) => new(milliseconds * 1000, "admitted", place);

    private static JournalEntry[] Admissions(int count, long milliseconds) =>
        [.. Enumerable.Range(1, count).Select(number => Admitted(new Place(new EntryId((UInt128)number), number), milliseconds))];
}
