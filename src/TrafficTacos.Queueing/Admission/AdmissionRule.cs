namespace TrafficTacos.Queueing.Admission;

/// <summary>Who may enter, and when. The same expressions as lua/include/reach.lua, has_waited.lua and read_level.lua.</summary>
internal static class AdmissionRule
{
    /// <summary>The bucket counts in millionths of a token: microseconds times a whole rate is a whole number.</summary>
    public const double Token = 1_000_000;

    /// <summary>A century in microseconds: the longest wait that is ever reported. A rate close to zero yields longer ones, which no
    /// <see cref="TimeSpan"/> can hold.</summary>
    public const double MaxWait = 36_525d * 24 * 3600 * 1_000_000;

    /// <summary>What the bucket holds at <paramref name="at"/>, in millionths of a token; a paused one does not fill.</summary>
    public static double Level(double level, long since, long at, double rate, double burst, bool paused)
    {
        var filled = paused ? level : level + Math.Max(0, at - since) * rate;
        return Math.Min(burst * Token, filled);
    }

    /// <summary>How many positions, counted from the front, the bucket can serve:
    /// <c>max(⌊L⌋, min(overdraft positions, ⌊L⌋ + overdraft))</c>.</summary>
    public static double Reach(double level, bool paused, EventPolicy policy)
    {
        if (paused)
            return 0;
        var whole = Math.Floor(level / Token);
        return Math.Max(whole, Math.Min(policy.OverdraftPositions, whole + policy.Overdraft));
    }

    /// <summary>How many may enter until the shop is full, where a maximum is set. The reach is at most this.</summary>
    public static double FreeSeats(long shoppers, double maximum) => Math.Max(0, maximum - shoppers);

    /// <summary>The rule itself.</summary>
    public static bool IsReady(long position, long waited, double level, bool paused, EventPolicy policy) =>
        position <= Reach(level, paused, policy) && HasWaited(position, waited, policy);

    /// <summary>Whether the minimum wait is over. Tickets of one microsecond run ahead of the clock, and a clock may go back: a
    /// negative wait counts as zero.</summary>
    public static bool HasWaited(long position, long waited, EventPolicy policy) => Math.Max(0, waited) >= policy.MinimumWait(position);

    /// <summary>
    /// The time until a visitor is ready if nobody ahead abandons the queue, in microseconds: the rest of the minimum wait, or the
    /// time in which the bucket earns enough for this position, whichever is longer. Solves <see cref="Reach"/> for the level: a
    /// position that may use the overdraft needs <c>position − overdraft</c> tokens, any other as many as its number.
    /// </summary>
    public static double UntilReady(long position, long waited, double level, double rate, EventPolicy policy)
    {
        var tokens = position <= policy.OverdraftPositions ? position - policy.Overdraft : position;
        var missing = Math.Max(0, tokens * Token - level);
        return Math.Min(MaxWait, Math.Max(missing / rate, Math.Max(0, policy.MinimumWait(position) - waited)));
    }
}
