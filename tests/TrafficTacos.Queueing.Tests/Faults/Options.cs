namespace TrafficTacos.Queueing.Tests.Faults;

/// <summary>A shop that is never full: these tests are about the store, not about the rate.</summary>
internal static class Options
{
    public static void Generous(WaitingRoomOptions options)
    {
        options.AdmissionsPerSecond = options.Burst = 1_000_000;
        options.JournalLength = 10_000_000;
        options.MinimumWaits = [new()];
        options.RecoveryTime = TimeSpan.FromSeconds(5);
    }
}
