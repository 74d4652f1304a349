namespace TrafficTacos.Queueing.Draw;

/// <summary>Rounds of a beacon and when they appear. Times are microseconds.</summary>
internal static class BeaconRounds
{
    /// <summary>How long after the root a round must appear at the earliest, so that nobody can know it when the root is published.</summary>
    public const long Distance = 30_000_000;

    private const long Second = 1_000_000;

    /// <summary>When a round appears; the first is number 1.</summary>
    public static long TimeOf(DrawBeacon beacon, long round) => (beacon.Genesis + beacon.Period * (round - 1)) * Second;

    /// <summary>The first round that appears at least <see cref="Distance"/> after this time.</summary>
    public static long FirstAfter(DrawBeacon beacon, long time)
    {
        var since = time + Distance - beacon.Genesis * Second;
        var period = beacon.Period * Second;
        return since <= 0 ? 1 : (since + period - 1) / period + 1;
    }
}
