using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class ObservationRecorderTests
{
    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public void An_inversion_requires_a_later_request_and_unchanged_settings(bool requestedBefore, bool settingsChanged, int inversions)
    {
        var scenario = new Scenario { Name = "sale", Title = "A sale", Duration = 10, Arrivals = [new Arrival(ArrivalKind.Burst, 0, 0, 2)] };
        var trace = SaleSimulation.Run(scenario, 1);
        var recorder = new ObservationRecorder(trace, 0);
        var (early, late) = (trace.Visitors[0], trace.Visitors[1]);
        (early.Place, late.Place) = (new Place(new EntryId(1), 1), new Place(new EntryId(2), 2));
        var request = recorder.BeginRequest(early);
        recorder.RecordReady(late, recorder.BeginRequest(late), new StatusResponse(PlaceState.Ready, 1, 0, false, -1, default), 10);
        if (!requestedBefore)
            request = recorder.BeginRequest(early);
        if (settingsChanged)
            recorder.EndSettingsChange(resumed: false, 15);
        recorder.RecordWaiting(early, request, new StatusResponse(PlaceState.Waiting, 2, 0, false, -1, default), 20);
        Assert.Equal(inversions, trace.Violations.OrderInversions);
    }
}
