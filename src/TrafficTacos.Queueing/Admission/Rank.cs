namespace TrafficTacos.Queueing.Admission;

/// <summary>
/// The order of the queue, as lua/include/rank.lua. The position index sorts ranks; a token proves a ticket, which is the time the
/// visitor joined. By arrival both are the same number; no other code may take one for the other.
/// </summary>
internal static class Rank
{
    public static double Of(long ticket) => ticket;

    public static long TicketOf(double rank) => (long)rank;
}
