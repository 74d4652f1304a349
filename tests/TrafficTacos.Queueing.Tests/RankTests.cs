namespace TrafficTacos.Queueing.Tests;

/// <summary>The order of the queue in numbers.</summary>
public sealed class RankTests
{
    private const long Epoch = 1_763_900_000_000_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000)]
    [InlineData(8_640_000_000_000)] // a hundred days: what a double counts exactly
    public void A_ticket_has_a_rank_and_1023_more_before_the_next_and_each_of_them_is_its_own(long age)
    {
        var (ticket, rank) = (Epoch + age, Rank.Of(Epoch + age, Epoch));
        Assert.Equal(rank + 1024, Rank.Of(ticket + 1, Epoch));
        Assert.Equal(ticket, Rank.TicketAt(rank, Epoch));
        Assert.Equal(ticket, Rank.TicketAt(rank + 1023, Epoch));
        Assert.Equal(ticket + 1, Rank.TicketAt(rank + 1024, Epoch));
    }
}
