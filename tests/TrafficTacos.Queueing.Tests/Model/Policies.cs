namespace TrafficTacos.Queueing.Tests.Model;

/// <summary>Small numbers, so that short schedules reach every limit.</summary>
internal static class Policies
{
    public static readonly EventPolicy[] All =
    [
        Of(o => { }),
        Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits, o.RememberedPlaces) = (0.5, 2, 1, 2, Waits(1, 2), 2)),
        Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits, o.PlaceMemory, o.TurnTime) =
            (1.0 / 3, 1, 0, 0, Waits(1, 3), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(12))),
        Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) =
            (3, 4, 3, 1, [new() { UpToPosition = 2, Wait = TimeSpan.FromSeconds(2) }, new() { Wait = TimeSpan.FromSeconds(5) }])),
        Of(o => (o.AdmissionsPerSecond, o.Burst, o.Overdraft, o.OverdraftPositions, o.MinimumWaits) = (0.1, 3, 2, 5, [new()])),
    ];

    public static EventPolicy Of(Action<WaitingRoomOptions> configure)
    {
        var options = new WaitingRoomOptions();
        configure(options);
        return new EventPolicy(options);
    }

    private static List<MinimumWait> Waits(int near, int middle) =>
    [
        new() { UpToPosition = near },
        new() { UpToPosition = middle, Wait = TimeSpan.FromSeconds(2) },
        new() { Wait = TimeSpan.FromSeconds(5) },
    ];
}
