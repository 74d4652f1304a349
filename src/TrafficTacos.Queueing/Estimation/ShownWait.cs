namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// What a visitor sees when an answer comes. A time that falls is believed; one that goes up and down is not. So a time on the
/// screen follows every answer downwards, stands still while an answer is above it by up to a tenth, and jumps up only when it
/// is above by more: then at once and wholly, because a real change must not be hidden.
/// </summary>
/// <remarks>A pure rule. Its only state is the time on the screen, which only who shows it has (a page, or the connection of a
/// push): the server keeps no session, and every answer to a poll is the plain estimate.</remarks>
internal static class ShownWait
{
    /// <summary>What is left unsaid, as a share of the estimate: half of what would be a change worth telling.</summary>
    private const double Tolerated = 0.1;

    private static readonly TimeSpan Unit = TimeSpan.FromSeconds(1);

    /// <summary>The time to show now.</summary>
    /// <param name="onScreen">What is shown, counted down or not; null before the first answer.</param>
    /// <param name="estimate">The p50 just answered to somebody who still waits.</param>
    public static TimeSpan Next(TimeSpan? onScreen, TimeSpan estimate)
    {
        if (onScreen is not { } before || estimate <= before)
            return estimate;
        var rise = estimate - before;
        return rise <= Unit || rise <= estimate * Tolerated ? before : estimate;
    }
}
