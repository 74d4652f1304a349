using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class ScenarioScalingTests
{
    [Fact]
    public void A_replay_scenario_keeps_the_times_of_the_engine_and_the_browser()
    {
        var scenario = new Scenario
        {
            Name = "sale",
            Title = "A sale",
            Duration = 1000,
            Bucket = new BucketSettings(50, 4000),
            Arrivals = [new Arrival(ArrivalKind.Burst, 100, 200, 1000, 100), new Arrival(ArrivalKind.Poisson, 200, 400, 2000, 0, 0, 10, 10)],
            Changes = [new OperatorChange(300, AdmissionsPerSecond: 20), new OperatorChange(500, Burst: 100), new OperatorChange(600, Paused: true)],
            Abandonment =
            [
                new AbandonmentRule(AbandonmentKind.Constant, DepartureMethod.Silent, PercentPerMinute: 1),
                new AbandonmentRule(AbandonmentKind.Impatient, DepartureMethod.Leave, 0.5, Median: 600, Spread: 0.4),
            ],
            ReloadsPerHour = 6,
            ThinkTime = 3,
            Polling = [new PollingPattern(1, PollingKind.Fixed, 2)],
            Gateways = [new GatewayClockError(0, 0), new GatewayClockError(5, 0.1)],
        }.ScaleForReplay(0.2, 0.1);
        // A fifth of the burst, except after the change, where that would not last two polls.
        Assert.Equal((100, new BucketSettings(100, 800)), (scenario.Duration, scenario.Bucket));
        Assert.Equal(new Arrival(ArrivalKind.Burst, 10, 20, 200, 10), scenario.Arrivals[0]);
        Assert.Equal(new Arrival(ArrivalKind.Poisson, 20, 40, 400, 0, 0, 20, 20), scenario.Arrivals[1]);
        Assert.Equal([new OperatorChange(30, AdmissionsPerSecond: 40), new OperatorChange(50, Burst: 400), new OperatorChange(60, Paused: true)], scenario.Changes);
        Assert.Equal((10d, 60d, 0.4), (scenario.Abandonment[0].PercentPerMinute, scenario.Abandonment[1].Median, scenario.Abandonment[1].Spread));
        Assert.Equal((60d, 3d, 2d), (scenario.ReloadsPerHour, scenario.ThinkTime, scenario.Polling[0].Value));
        Assert.Equal([new GatewayClockError(0, 0)], scenario.Gateways);
    }
}
