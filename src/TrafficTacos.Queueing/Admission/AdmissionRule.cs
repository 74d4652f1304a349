using TrafficTacos.Queueing.Storage;

namespace TrafficTacos.Queueing.Admission;

/// <summary>Who may enter, and when. The same expressions as lua/include/allowed.lua, waited_enough.lua and level.lua.</summary>
internal static class AdmissionRule
{
    /// <summary>The bucket counts in millionths of a token: microseconds times a whole rate is a whole number.</summary>
    public const double Token = 1_000_000;

    /// <summary>A century, in microseconds: the longest wait anybody is told. A refill next to nothing makes longer ones, and
    /// no <see cref="TimeSpan"/> holds those.</summary>
    public const double LongestWait = 36_525d * 24 * 3600 * 1_000_000;

    /// <summary>What the bucket holds at <paramref name="at"/>, in millionths; a paused one does not fill.</summary>
    public static double Level(double level, long since, long at, double refill, double capacity, bool paused)
    {
        var filled = paused ? level : level + Math.Max(0, at - since) * refill;
        return Math.Min(capacity * Token, filled);
    }

    /// <summary>How many positions, from the front, the bucket can serve: <c>max(⌊L⌋, min(bypass, ⌊L⌋ + overdraft))</c>.</summary>
    public static double Allowed(double level, bool paused, EventPolicy policy)
    {
        if (paused)
            return 0;
        var whole = Math.Floor(level / Token);
        return Math.Max(whole, Math.Min(policy.Bypass, whole + policy.Overdraft));
    }

    /// <summary>The least time a visitor at this position has to have waited, in microseconds.</summary>
    public static double MinimumWait(long position, EventPolicy policy) =>
        position <= policy.Near ? policy.NearWait : position <= policy.Middle ? policy.MiddleWait : policy.FarWait;

    /// <summary>The rule itself.</summary>
    public static bool IsReady(long position, long waited, double level, bool paused, EventPolicy policy) =>
        position <= Allowed(level, paused, policy) && WaitedEnough(position, waited, policy);

    /// <summary>Whether the minimum wait is over. Tickets of one microsecond run ahead of the clock, and a clock may go back:
    /// nobody has waited less than nothing.</summary>
    public static bool WaitedEnough(long position, long waited, EventPolicy policy) =>
        Math.Max(0, waited) >= MinimumWait(position, policy);

    /// <summary>
    /// Until a visitor is ready if nobody ahead gives up, in microseconds: the rest of the minimum wait, or the time the
    /// bucket needs to serve this position, whichever is longer. Solves <see cref="Allowed"/> for the level: a position
    /// within the bypass needs <c>position − overdraft</c> tokens, any other one as many as its number.
    /// </summary>
    public static double UntilReady(long position, long waited, double level, double refill, EventPolicy policy)
    {
        var tokens = position <= policy.Bypass ? position - policy.Overdraft : position;
        var missing = Math.Max(0, tokens * Token - level);
        return Math.Min(LongestWait, Math.Max(missing / refill, Math.Max(0, MinimumWait(position, policy) - waited)));
    }
}
