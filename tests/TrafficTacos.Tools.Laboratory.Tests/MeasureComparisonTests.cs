using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Replaying;
using TrafficTacos.Tools.Laboratory.Reporting;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class MeasureComparisonTests
{
    private static readonly Measure Tolerant = new("a measure", MeasureUnit.Seconds, _ => 0);
    private static readonly Measure Zero = new("a violation", MeasureUnit.Visitors, _ => 0, MustBeZero: true);

    [Theory]
    [InlineData(12.1, true)]
    [InlineData(12.2, false)]
    [InlineData(7.9, true)]
    [InlineData(7.8, false)]
    [InlineData(double.NaN, false)]
    public void The_tolerance_is_the_range_of_the_simulations_and_one_digit(double replayed, bool isWithin) =>
        Assert.Equal(isWithin, new MeasureComparison(Tolerant, [10.5, 9, 10, 9.5, 11], replayed, Tolerant.Resolution).IsWithinTolerance);

    [Fact]
    public void A_value_that_neither_side_has_is_within_the_tolerance() => Assert.Equal(
        (true, false),
        (new MeasureComparison(Tolerant, [double.NaN], double.NaN, Tolerant.Resolution).IsWithinTolerance, new MeasureComparison(Tolerant, [double.NaN], 10, Tolerant.Resolution).IsWithinTolerance));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 1, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 0, false)]
    public void A_violation_must_be_zero_in_every_simulation_and_in_the_replay(double inOneSimulation, double replayed, bool isWithin) =>
        Assert.Equal(isWithin, new MeasureComparison(Zero, [0, inOneSimulation, 0], replayed, Zero.Resolution).IsWithinTolerance);

    [Fact]
    public void The_report_marks_values_outside_the_tolerance()
    {
        var scenario = ScenarioGenerator.Generate(3).ScaleBy(0.02);
        var result = new ReplayResult(SaleSimulation.Run(scenario, 1), [1, 2], [0], 0);
        var page = ReplayReport.Create(
            [new ReplayedSale(scenario, 0.5, 0.25, result, [new MeasureComparison(Tolerant, [9, 10, 11], 13, Tolerant.Resolution), new MeasureComparison(Zero, [0], 0, 0)])], 1);
        Assert.Contains("| a measure | 10.0 s | 9.0 s to 11.0 s | 13.0 s | **+3.0 s** | ±2.1 s | **outside** |\n", page, StringComparison.Ordinal);
        Assert.Contains("| a violation | 0 | 0 to 0 | 0 | 0 | 0 | within |\n", page, StringComparison.Ordinal);
    }
}
