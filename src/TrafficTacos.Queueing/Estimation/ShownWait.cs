namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// The waiting time to show when a new estimate arrives. Visitors believe a time that falls and distrust one that goes up and down.
/// So the shown time follows every estimate downwards, stays while an estimate is above it by up to a tenth, and jumps up only
/// when it is above by more: then at once and entirely, because a real change must not be hidden.
/// </summary>
/// <remarks>A pure rule. Its only state is the time on the screen, which belongs to the page: the server keeps no session, and every
/// status answer is the plain estimate.</remarks>
internal static class ShownWait
{
    /// <summary>The largest rise that is not shown, as a share of the estimate.</summary>
    private const double Tolerance = 0.1;

    private static readonly TimeSpan Unit = TimeSpan.FromSeconds(1);

    /// <summary>The time to show now.</summary>
    /// <param name="shown">The time on the screen, counted down or not; null before the first estimate.</param>
    /// <param name="estimate">The p50 of a visitor who still waits.</param>
    public static TimeSpan Next(TimeSpan? shown, TimeSpan estimate)
    {
        if (shown is not { } before || estimate <= before)
            return estimate;
        var rise = estimate - before;
        return rise <= Unit || rise <= estimate * Tolerance ? before : estimate;
    }
}
