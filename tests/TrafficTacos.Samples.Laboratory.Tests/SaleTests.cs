using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Tests;

public sealed class SaleTests
{
    private static readonly Scenario Small = new()
    {
        Name = "small",
        Title = "Everything, small",
        Seconds = 900,
        Bucket = new Bucket(5, 20),
        Arrivals = [new Arrival(ArrivalKind.Burst, 0, 30, 1500, 30)],
        Changes = [new Change(60, Paused: true), new Change(90, Paused: false), new Change(200, 8)],
        Polling = [new Polling(0.7, PollingKind.Told), new Polling(0.3, PollingKind.Jittered, 0.5)],
        Ghosts = 0.2,
        GivingUp = [new GivingUp(GivingUpKind.Constant, Manner.Silent, Rate: 2), new GivingUp(GivingUpKind.Head, Manner.Silent, 0.1)],
        ReloadsPerHour = 10,
        Tabs = 0.2,
        Bots = new Bots(3, 100),
        Gateways = [new GatewayTime(0, 0), new GatewayTime(100, 0.1)],
    };

    private static string Report(ulong seed)
    {
        var found = Findings.Of(Sale.Run(Small, seed));
        return string.Concat(new Proof([found], [found], seed, 1).Files().Select(file => file.Text));
    }

    [Fact]
    public void The_same_seed_is_the_same_report_to_the_byte() => Assert.Equal(Report(7), Report(7));

    [Fact]
    public void Another_seed_is_another_sale() => Assert.NotEqual(Report(7), Report(8));

    [Fact]
    public void An_honest_engine_breaks_nothing()
    {
        var trace = Sale.Run(Small, 3);
        Assert.Equal(0, Tables.Wrong(trace.Verdicts));
        Assert.True(trace.Admitted.Count > 500);
        Assert.Equal(trace.Admitted.Count, trace.Admitted.Distinct().Count());
    }

    [Fact]
    public void The_laboratorys_own_bucket_finds_an_admission_too_many()
    {
        var bucket = new ReferenceBucket(new Bucket(10, 5, Overdraft: 2));
        Assert.All(Enumerable.Range(0, 7), _ => Assert.True(bucket.Take(0)));
        Assert.False(bucket.Take(0));
    }

    [Fact]
    public void Displacement_and_tau_are_those_of_the_order()
    {
        var trace = Sale.Run(Small with { GivingUp = [], Ghosts = 0, Tabs = 0 }, 1);
        var ordered = trace.Admitted.OrderBy(number => trace.People[number].Place.Ticket).ToArray();
        trace.Admitted.Clear();
        trace.Admitted.AddRange(ordered);
        Assert.Equal((1.0, 0), (Fairness.Of(trace).KendallTau, Fairness.Of(trace).MaximumDisplacement));
        trace.Admitted.Reverse();
        Assert.Equal((-1.0, ordered.Length - 1), (Fairness.Of(trace).KendallTau, Fairness.Of(trace).MaximumDisplacement));
    }
}
