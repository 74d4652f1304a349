using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

/// <summary>What the rules of turn and memory promise, in the bundled scenarios at a tenth of their size (times stay).</summary>
public sealed class TurnTests
{
    private const double Scale = 0.1;

    [Theory]
    [InlineData("lingerers", 0.95)]
    [InlineData("lingerers-tenth", 0.95)]
    [InlineData("lingerers-third", 0.85)]
    [InlineData("lingerers-front-510", 0.9)]
    [InlineData("silent-third", 0.75)]
    [InlineData("silent-front-2000", 0.75)]
    public void The_rate_reaches_people_who_enter(string name, double share)
    {
        var trace = Run(name);
        Assert.InRange(Throughput.Of(trace).Utilization, share, 1);
        Assert.DoesNotContain(trace.Visitors, visitor => visitor.WhenReady is null && visitor.Outcome != VisitorOutcome.Admitted);
    }

    [Theory]
    [InlineData("lingerers-front-2000", 2000)]
    [InlineData("lingerers-front-10000", 10000)]
    public void Nobody_is_held_up_for_long_by_those_who_never_enter(string name, int lingerers)
    {
        var first = Run(name).Visitors.Where(visitor => visitor.WhenReady is null).Min(visitor => visitor.EnteredAt - visitor.ArrivesAt) / 1e6;
        Assert.InRange(first, 0, 1.25 * lingerers / 50);
    }

    [Theory]
    [InlineData("sleepers-4")]
    [InlineData("sleepers-20")]
    [InlineData("hidden-tabs")]
    [InlineData("unspent-passes")]
    [InlineData("lone-readers", 1)]
    public void Everybody_gets_in_who_comes_back_in_time(string name, double scale = Scale) =>
        Assert.All(Run(name, scale).Visitors, visitor => Assert.Equal(VisitorOutcome.Admitted, visitor.Outcome));

    [Fact]
    public void Only_who_sleeps_longer_than_the_memory_loses_the_place()
    {
        var visitors = Run("sleepers-70").Visitors;
        Assert.Contains(visitors, visitor => visitor.Outcome == VisitorOutcome.Lost);
        Assert.All(visitors.Where(visitor => visitor.SleepsAt == long.MaxValue), visitor => Assert.Equal(VisitorOutcome.Admitted, visitor.Outcome));
    }

    private static SaleTrace Run(string name, double scale = Scale)
    {
        var trace = SaleSimulation.Run(BundledScenarios.All().Single(scenario => scenario.Name == name).ScaleBy(scale), 1);
        Assert.Equal(0, trace.Violations.Total);
        return trace;
    }
}
