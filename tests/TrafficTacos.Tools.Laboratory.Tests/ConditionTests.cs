using TrafficTacos.Queueing;
using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

/// <summary>Sales with an opening, a draw, a full shop, a stop or a message, at a twentieth of their size (times stay).</summary>
public sealed class ConditionTests
{
    private const double Scale = 0.05;

    [Theory]
    [InlineData("opening", 0.02, 0.85)]
    [InlineData("opening-drawn", 0.02, 0.85)]
    [InlineData("full-shop", 0.2, 0.85)]
    [InlineData("full-shop-evening", 0.2, 0.85)]
    [InlineData("stopped-and-drained", 0.05, 0.75)]
    [InlineData("sold-out", 0.05, 0.85)]
    public void The_estimate_knows_the_conditions(string name, double error, double coverage)
    {
        var trace = Run(name);
        var score = EstimateScore.Of([SaleAnalysis.Of(trace).LibraryEstimates]);
        Assert.Equal(0, trace.Violations.Total);
        Assert.InRange(score.MedianError, 0, error);
        Assert.InRange(score.Coverage, coverage, 1);
    }

    [Fact]
    public void Nobody_enters_before_the_opening() =>
        Assert.All(Run("opening").Visitors.Where(visitor => visitor.EnteredAt >= 0), visitor => Assert.InRange(visitor.EnteredAt, 900_000_000, long.MaxValue));

    [Fact]
    public void A_draw_gives_another_order_than_the_arrival_and_the_same_for_the_same_seed()
    {
        var (one, again, other) = (Run("opening-drawn"), Run("opening-drawn"), Run("opening-drawn", 2));
        Assert.Equal(one.Admitted, again.Admitted);
        Assert.NotEqual(one.Admitted, other.Admitted);
        var drawn = one.Visitors.Where(visitor => visitor.DrawnNumber >= 0).ToArray();
        Assert.Equal(drawn.Length, drawn.Select(visitor => visitor.DrawnNumber).Distinct().Count());
        // Of those who came in the first half, about half stand in the first half.
        Assert.InRange(drawn.Take(drawn.Length / 2).Count(visitor => visitor.DrawnNumber < drawn.Length / 2) / (drawn.Length / 2.0), 0.45, 0.55);
    }

    [Fact]
    public void A_full_shop_admits_as_visits_end()
    {
        var trace = Run("full-shop");
        Assert.All(trace.Snapshots, record => Assert.InRange(record.Snapshot.Admitted + record.Snapshot.Seats, 0, 100));
        Assert.InRange(ShopSeats.TakenShare(trace), 0.95, 1);
    }

    [Fact]
    public void The_reference_seats_refuse_a_visitor_beyond_the_maximum()
    {
        var seats = new ReferenceSeats(2);
        Assert.True(seats.TryTake(1, 10, 0));
        Assert.True(seats.TryTake(2, 20, 0));
        Assert.False(seats.TryTake(3, 20, 5));
        seats.Release(3);
        Assert.True(seats.TryTake(4, 30, 11));
        seats.Release(4);
        Assert.True(seats.TryTake(5, 30, 11));
    }

    [Fact]
    public void Whoever_comes_too_late_is_turned_away()
    {
        var trace = Run("stopped-and-drained");
        Assert.All(trace.Visitors.Where(visitor => visitor.ArrivesAt >= 900_000_000), visitor => Assert.NotEqual(VisitorOutcome.Admitted, visitor.Outcome));
        Assert.All(trace.Visitors, visitor => Assert.InRange(visitor.EnteredAt, -1, 1_200_000_000));
        Assert.Contains(trace.Visitors, visitor => visitor.ArrivesAt < 900_000_000 && visitor.Outcome == VisitorOutcome.TurnedAway);
        Assert.DoesNotContain(trace.Visitors, visitor => visitor.Outcome == VisitorOutcome.Lost);
    }

    [Fact]
    public void Most_leave_when_they_are_told()
    {
        var left = Run("sold-out").Visitors.Where(visitor => visitor.Outcome == VisitorOutcome.Abandoned).ToArray();
        Assert.All(left, visitor => Assert.InRange(visitor.AbandonsAt, 240_000_000, 400_000_000));
        Assert.InRange(left.Length, 400, 700);
    }

    [Fact]
    public void Six_seeds_in_a_row_are_of_every_kind()
    {
        var sales = ConditionGenerator.Generate(5001, 5006);
        Assert.Equal(["draw", "opening", "shop", "slow-shop", "sold-out", "stops"], sales.Select(sale => sale.Name["generated-".Length..^5]).Order(StringComparer.Ordinal));
        Assert.All(sales, sale => Assert.InRange(sale.VisitorCount, 1, 1_000_000));
        Assert.Contains(sales, sale => sale.Changes.Any(change => change.Mode == EventMode.Draining));
    }

    private static SaleTrace Run(string name, ulong seed = 1) =>
        SaleSimulation.Run(BundledScenarios.All().Single(scenario => scenario.Name == name).ScaleBy(Scale), seed);
}
