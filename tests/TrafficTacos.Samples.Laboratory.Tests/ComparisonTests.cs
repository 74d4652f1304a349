using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Replaying;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Tests;

/// <summary>What of a replay needs no gateway: the scaling, the comparison, the page.</summary>
public sealed class ComparisonTests
{
    private static readonly Measure Soft = new("a measure", Unit.Seconds, _ => 0);
    private static readonly Measure Zero = new("a zero", Unit.People, _ => 0, Hard: true);

    [Fact]
    public void A_smaller_and_shorter_sale_keeps_what_belongs_to_the_engine_and_the_browser()
    {
        var sale = new Scenario
        {
            Name = "sale",
            Title = "A sale",
            Seconds = 1000,
            Bucket = new Bucket(50, 4000),
            Arrivals = [new Arrival(ArrivalKind.Burst, 100, 200, 1000, 100), new Arrival(ArrivalKind.Poisson, 200, 400, 2000, 0, 0, 10, 10)],
            Changes = [new Change(300, Refill: 20), new Change(500, Capacity: 100), new Change(600, Paused: true)],
            GivingUp = [new GivingUp(GivingUpKind.Constant, Manner.Silent, Rate: 1), new GivingUp(GivingUpKind.Impatient, Manner.Leave, 0.5, Median: 600, Spread: 0.4)],
            ReloadsPerHour = 6,
            Think = 3,
            Polling = [new Polling(1, PollingKind.Every, 2)],
            Gateways = [new GatewayTime(0, 0), new GatewayTime(5, 0.1)],
        }.Shrink(0.2, 0.1);
        // A fifth of the people; the second bucket would not last two polls.
        Assert.Equal((100, new Bucket(100, 800)), (sale.Seconds, sale.Bucket));
        Assert.Equal(new Arrival(ArrivalKind.Burst, 10, 20, 200, 10), sale.Arrivals[0]);
        Assert.Equal(new Arrival(ArrivalKind.Poisson, 20, 40, 400, 0, 0, 20, 20), sale.Arrivals[1]);
        Assert.Equal([new Change(30, Refill: 40), new Change(50, Capacity: 400), new Change(60, Paused: true)], sale.Changes);
        Assert.Equal((10d, 60d, 0.4), (sale.GivingUp[0].Rate, sale.GivingUp[1].Median, sale.GivingUp[1].Spread));
        Assert.Equal((60d, 3d, 2d), (sale.ReloadsPerHour, sale.Think, sale.Polling[0].Number));
        Assert.Equal([new GatewayTime(0, 0)], sale.Gateways);
    }

    [Theory]
    [InlineData(12.1, true)]
    [InlineData(12.2, false)]
    [InlineData(7.9, true)]
    [InlineData(7.8, false)]
    [InlineData(double.NaN, false)]
    public void A_measure_holds_as_far_from_the_median_as_the_weathers_lie_apart_and_a_digit(double replayed, bool holds) =>
        Assert.Equal(holds, new Compared(Soft, [10.5, 9, 10, 9.5, 11], replayed).Holds);

    [Fact]
    public void What_neither_side_has_is_no_difference() =>
        Assert.Equal((true, false), (new Compared(Soft, [double.NaN], double.NaN).Holds, new Compared(Soft, [double.NaN], 10).Holds));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 0, false)]
    public void What_must_be_zero_is_zero_in_every_weather(double inOne, double replayed, bool holds) =>
        Assert.Equal(holds, new Compared(Zero, [0, inOne, 0], replayed).Holds);

    [Fact]
    public void The_page_shows_what_is_beyond()
    {
        var sale = ScenarioGenerator.Draw(3).By(0.02);
        var page = ReplayPage.Of([new ReplayedSale(sale, 0.5, 0.25, new Replayed(Sale.Run(sale, 1), [1, 2], [0], 0), [new Compared(Soft, [9, 10, 11], 13), new Compared(Zero, [0], 0)])], 1);
        Assert.Contains("| a measure | 10.0 s | 9.0 s to 11.0 s | 13.0 s | **+3.0 s** | ±2.1 s | **beyond** |\n", page, StringComparison.Ordinal);
        Assert.Contains("| a zero | 0 | 0 to 0 | 0 | 0 | 0 | holds |\n", page, StringComparison.Ordinal);
    }
}
