using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Reporting;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class SaleSimulationTests
{
    private static readonly Scenario Small = new()
    {
        Name = "small",
        Title = "A small sale with every effect",
        Duration = 900,
        Bucket = new BucketSettings(5, 20),
        Arrivals = [new Arrival(ArrivalKind.Burst, 0, 30, 1500, 30)],
        Changes = [new OperatorChange(60, Paused: true), new OperatorChange(90, Paused: false), new OperatorChange(200, 8)],
        Polling = [new PollingPattern(0.7, PollingKind.Advertised), new PollingPattern(0.3, PollingKind.Jittered, 0.5)],
        GhostShare = 0.2,
        Abandonment =
        [
            new AbandonmentRule(AbandonmentKind.Constant, DepartureMethod.Silent, PercentPerMinute: 2),
            new AbandonmentRule(AbandonmentKind.NoShow, DepartureMethod.Silent, 0.1),
        ],
        ReloadsPerHour = 10,
        MultiTabShare = 0.2,
        Bots = new BotSettings(3, 100),
        Gateways = [new GatewayClockError(0, 0), new GatewayClockError(100, 0.1)],
    };

    [Fact]
    public void The_same_seed_gives_the_same_report() => Assert.Equal(CreateReport(7), CreateReport(7));

    [Fact]
    public void Another_seed_gives_another_report() => Assert.NotEqual(CreateReport(7), CreateReport(8));

    [Fact]
    public void The_engine_has_no_violations()
    {
        var trace = SaleSimulation.Run(Small, 3);
        Assert.Equal(0, trace.Violations.Total);
        Assert.True(trace.Admitted.Count > 500);
        Assert.Equal(trace.Admitted.Count, trace.Admitted.Distinct().Count());
    }

    [Fact]
    public void The_reference_bucket_refuses_an_admission_beyond_the_overdraft()
    {
        var bucket = new ReferenceBucket(new BucketSettings(10, 5, Overdraft: 2));
        Assert.All(Enumerable.Range(0, 7), _ => Assert.True(bucket.TryTake(0)));
        Assert.False(bucket.TryTake(0));
    }

    [Fact]
    public void Fairness_measures_the_order_of_admission()
    {
        var trace = SaleSimulation.Run(Small with { Abandonment = [], GhostShare = 0, MultiTabShare = 0 }, 1);
        var ordered = trace.Admitted.OrderBy(number => trace.Visitors[number].Place.Ticket).ToArray();
        trace.Admitted.Clear();
        trace.Admitted.AddRange(ordered);
        Assert.Equal((1.0, 0), (Fairness.Of(trace).KendallTau, Fairness.Of(trace).MaxDisplacement));
        trace.Admitted.Reverse();
        Assert.Equal((-1.0, ordered.Length - 1), (Fairness.Of(trace).KendallTau, Fairness.Of(trace).MaxDisplacement));
    }

    private static string CreateReport(ulong seed)
    {
        var sale = SaleAnalysis.Of(SaleSimulation.Run(Small, seed));
        return string.Concat(new ReportWriter([sale], [sale], [sale], [sale], seed, 1).CreateFiles().Select(file => file.Text));
    }
}
