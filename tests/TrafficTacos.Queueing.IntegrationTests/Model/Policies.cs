using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.IntegrationTests.Model;

/// <summary>Small numbers, so that short schedules reach every limit.</summary>
internal static class Policies
{
    public static readonly EventPolicy[] All =
    [
        Of(o => { }),
        Of(o => (o.RefillPerSecond, o.Capacity, o.Overdraft, o.Bypass, o.NearPositions, o.MiddlePositions) = (0.5, 2, 1, 2, 1, 2)),
        Of(o => (o.RefillPerSecond, o.Capacity, o.Overdraft, o.Bypass, o.NearPositions, o.MiddlePositions) = (1.0 / 3, 1, 0, 0, 1, 3)),
        Of(o => (o.RefillPerSecond, o.Capacity, o.Overdraft, o.Bypass, o.NearPositions, o.MiddlePositions) = (3, 4, 3, 1, 0, 2)),
        Of(o => (o.RefillPerSecond, o.Capacity, o.Overdraft, o.Bypass, o.NearWait, o.MiddleWait, o.FarWait) =
            (0.1, 3, 2, 5, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)),
    ];

    public static EventPolicy Of(Action<WaitingRoomOptions> configure)
    {
        var options = new WaitingRoomOptions();
        configure(options);
        return new EventPolicy(options);
    }
}
