namespace TrafficTacos.Queueing.Estimation;

/// <summary>
/// What a visitor sees between and after answers. A clock that runs backwards is believed, one that jumps is not: so the time
/// shown counts down on its own, and an answer corrects it only when it is off by more than a tenth. Then it corrects it at once
/// and wholly, up or down, because a real change must not be hidden.
/// </summary>
/// <remarks>A pure rule: its state is the time shown last, which only who shows it has (a page, or the connection of a push).
/// The server keeps no session, and every answer to a poll is the plain estimate.</remarks>
internal static class ShownWait
{
    /// <summary>What is left unsaid, as a share of the estimate.</summary>
    private const double Tolerated = 0.1;

    private static readonly TimeSpan Unit = TimeSpan.FromSeconds(1);

    /// <summary>The time to show now.</summary>
    /// <param name="shown">Shown last; null before the first answer.</param>
    /// <param name="elapsed">Since then.</param>
    /// <param name="estimate">The p50 just answered to somebody who still waits.</param>
    public static TimeSpan Next(TimeSpan? shown, TimeSpan elapsed, TimeSpan estimate)
    {
        if (shown is not { } before)
            return estimate;
        var counted = before > elapsed ? before - elapsed : TimeSpan.Zero;
        var off = (counted - estimate).Duration();
        return off <= Unit || off <= estimate * Tolerated ? counted : estimate;
    }
}
