namespace TrafficTacos.Queueing.Admission;

/// <summary>
/// The order of the queue, as lua/include/rank.lua. The position index sorts ranks; a token proves a ticket, which is the time the
/// visitor joined. Between two neighbours there is room for visitors who came back. No other code may take a rank for a ticket.
/// A drawn rank is below all others, and stands for the ticket, which the store does not keep then.
/// </summary>
internal static class Rank
{
    /// <summary>Ranks between two tickets: 1,023 returns.</summary>
    public const long Spacing = 1024;

    /// <summary>A drawn rank is at most this: −2^52. After a loss of the store arrivals from before its first join have negative ranks, too.</summary>
    public const double LargestDrawn = -4_503_599_627_370_496;

    public static bool IsDrawn(double rank) => rank <= LargestDrawn;

    public static double Of(long ticket, long epoch) => ticket < 0 ? ticket : (ticket - epoch) * (double)Spacing;

    /// <summary>The ticket at or before this rank.</summary>
    public static long TicketAt(double rank, long epoch) => IsDrawn(rank) ? (long)rank : (long)Math.Floor(rank / Spacing) + epoch;
}
