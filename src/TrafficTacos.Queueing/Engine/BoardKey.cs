using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Engine;

/// <summary>
/// Where a place stands in the order of its event, as a number that a gateway can tell from the token and the store's reply: who has the smaller
/// one stands ahead. A drawn place has its rank; all others have the microseconds of their ticket times 1,024, and what they came back behind.
/// </summary>
internal static class BoardKey
{
    public static long Of(double rank, long epoch) => Rank.IsDrawn(rank) ? (long)rank : epoch * Rank.Spacing + (long)rank;

    /// <param name="ticket">Of the token.</param>
    /// <param name="offset">How far the rank is from where the ticket says.</param>
    /// <param name="generation">From whose birth ranks count.</param>
    public static long Of(long ticket, long offset, Generation generation)
    {
        var rank = Rank.Of(ticket, generation.BornAt) + offset;
        return Rank.IsDrawn(rank) ? (long)rank : ticket * Rank.Spacing + offset;
    }
}
