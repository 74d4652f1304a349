using TrafficTacos.Queueing.Tests.Conformance;

namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Small numbers, so that short schedules reach every limit.</summary>
internal static class Policies
{
    public static readonly EventPolicy[] All =
    [
        Small(o => { }),
        Small(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits, o.RememberedPlaces) = (0.5, 2, 1, 2, Waits(1, 2), 2)),
        Small(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits, o.TurnTime) =
            (1.0 / 3, 1, 0, 0, Waits(1, 3), TimeSpan.FromSeconds(12))),
        Small(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) =
            (3, 4, 3, 1, [new() { UpToPosition = 2, Wait = TimeSpan.FromSeconds(2) }, new() { Wait = TimeSpan.FromSeconds(5) }])),
        Small(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (0.1, 3, 2, 5, [new()])),
        Small(o => (o.AdmissionsPerSecond, o.MaximumShoppers, o.MinimumWaits, o.SlidingSession, o.AdmissionsPerUser) = (50, 2, [new()], false, 2)),
        Small(o => (o.AdmissionsPerSecond, o.Burst, o.MaximumShoppers, o.MinimumWaits) = (3, 4, 1, [new()])),
        Drawn(20, 30),
        Drawn(45, 50),
    ];

    public static EventPolicy Of(Action<WaitingRoomOptions> configure)
    {
        var options = new WaitingRoomOptions();
        configure(options);
        return new EventPolicy(options);
    }

    /// <summary>Every time is short: on the way to it maintenance runs often.</summary>
    private static EventPolicy Small(Action<WaitingRoomOptions> configure) => Of(o =>
    {
        (o.HeartbeatTimeout, o.NoShowTimeout, o.LeaveGrace) = (TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10));
        (o.SessionLifetime, o.SessionMaximum) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(70));
        (o.PlaceMemory, o.HiddenGrace) = (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20));
        configure(o);
    });

    /// <summary>So many seconds after the beginning.</summary>
    private static EventPolicy Drawn(int drawAt, int opensAt) => Small(o =>
    {
        (o.Order, o.DrawAt, o.OpensAt) = (QueueOrder.Draw, StoreUnderTest.Start.AddSeconds(drawAt), StoreUnderTest.Start.AddSeconds(opensAt));
        (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (1, 3, 1, 1, Waits(1, 3));
    });

    private static List<MinimumWait> Waits(int near, int middle) =>
    [
        new() { UpToPosition = near },
        new() { UpToPosition = middle, Wait = TimeSpan.FromSeconds(2) },
        new() { Wait = TimeSpan.FromSeconds(5) },
    ];
}
