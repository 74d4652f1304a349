using TrafficTacos.Queueing.Storage;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>What a replay would accuse a gateway of, and what it would not.</summary>
public sealed class AuditTests
{
    private static readonly Bucket Tiny = new(10, 2, Overdraft: 0);
    private static readonly Place First = new(new EntryId(1), 1);
    private static readonly Place Second = new(new EntryId(2), 2);

    private static Verdicts Judge(Posting[] journal, params Operation[] operations)
    {
        var scenario = new Scenario { Name = "sale", Title = "A sale", Seconds = 10, Bucket = Tiny, Arrivals = [new Arrival(ArrivalKind.Burst, 0, 0, 3)] };
        var trace = Sale.Run(scenario, 1);
        trace.Admitted.Clear();
        new Audit(journal, Tiny, operations, storeStart: 0).Judge(trace);
        return trace.Verdicts;
    }

    private static Posting Joined(Place place) => new(0, "joined", place);

    private static Posting Admitted(Place place, long milliseconds) => new(milliseconds * 1000, "admitted", place);

    private static Posting[] Crowd(int people, long milliseconds) =>
        [.. Enumerable.Range(1, people).Select(number => Admitted(new Place(new EntryId((UInt128)number), number), milliseconds))];

    [Fact]
    public void A_second_place_and_a_second_admission_are_found()
    {
        var found = Judge([Joined(First), Joined(First with { Ticket = 3 }), Joined(Second), Admitted(First, 1), Admitted(Second, 1), Admitted(Second, 1000)]);
        Assert.Equal((1, 1), (found.SecondPlaces, found.SecondAdmissions));
    }

    [Fact]
    public void An_admission_that_the_bucket_did_not_hold_is_found() => Assert.Equal((0, 1), (Judge(Crowd(2, 5)).BoundViolations, Judge(Crowd(3, 5)).BoundViolations));

    [Fact]
    public void A_change_under_way_is_read_in_favour_of_the_gateway()
    {
        // A token each 100 ms at the old rate, ten at the new one, next to none at the other.
        var faster = new Operation(100_000, 900_000, new Change(0, Refill: 100));
        var slower = new Operation(100_000, 900_000, new Change(0, Refill: 0.1));
        Posting[] journal = [.. Crowd(2, 0), Admitted(First, 120), Admitted(Second, 130), Admitted(First, 140)];
        Assert.Equal(2, Judge(journal).BoundViolations);
        Assert.Equal(0, Judge(journal, faster).BoundViolations);
        Assert.Equal(0, Judge([.. Crowd(2, 0), Admitted(First, 200), Admitted(Second, 800)], slower).BoundViolations);
        journal = [.. Crowd(2, 0), Admitted(First, 800), Admitted(Second, 900), Admitted(First, 910), Admitted(Second, 1500)];
        Assert.Equal((0, 1), (Judge(journal).BoundViolations, Judge(journal, slower).BoundViolations));
    }

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public void Nobody_is_accused_of_what_was_under_way(bool askedBefore, bool changed, int inversions)
    {
        var trace = Sale.Run(new Scenario { Name = "sale", Title = "A sale", Seconds = 10, Arrivals = [new Arrival(ArrivalKind.Burst, 0, 0, 2)] }, 1);
        var witness = new Witness(trace, 0);
        var (early, late) = (trace.People[0], trace.People[1]);
        (early.Place, late.Place) = (First, Second);
        var question = witness.Ask(early);
        witness.SawReady(late, witness.Ask(late), new Told(PlaceState.Ready, 1, 0, false, -1, default), 10);
        if (!askedBefore)
            question = witness.Ask(early);
        if (changed)
            witness.Changed(resumed: false, 15);
        witness.SawWaiting(early, question, new Told(PlaceState.Waiting, 2, 0, false, -1, default), 20);
        Assert.Equal(inversions, trace.Verdicts.Inversions);
    }
}
