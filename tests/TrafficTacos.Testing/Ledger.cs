using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tokens;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>One line of the journal; its id begins with the store's clock in milliseconds.</summary>
internal sealed record Posting(string Id, string Kind, Place Place)
{
    public long Milliseconds { get; } = long.Parse(Id.Split('-')[0], CultureInfo.InvariantCulture);
}

/// <summary>An event as Redis holds it: the journal, the queue and the heartbeats, read in one instant.</summary>
internal sealed record Ledger(IReadOnlyList<Posting> Journal, IReadOnlyList<Place> Queue, IReadOnlyDictionary<EntryId, long> Seen)
{
    private static readonly string[] Kinds = ["joined", "admitted", "left", "expired", "no_show"];

    public static async Task<Ledger> ReadAsync(IDatabase redis, string eventId)
    {
        var keys = RedisKeys.Of(eventId);
        var instant = redis.CreateTransaction();
        var journal = instant.StreamRangeAsync(keys.Journal);
        var queue = instant.SortedSetRangeByRankWithScoresAsync(keys.Queue);
        var seen = instant.SortedSetRangeByRankWithScoresAsync(keys.Heartbeats);
        Assert.True(await instant.ExecuteAsync());
        return new Ledger(
            [.. (await journal).Select(Read)],
            [.. (await queue).Select(entry => new Place(EntryOf(entry.Element), (long)entry.Score))],
            (await seen).ToDictionary(entry => EntryOf(entry.Element), entry => (long)entry.Score));
    }

    public IReadOnlyList<Posting> Of(string kind) => [.. Journal.Where(posting => string.Equals(posting.Kind, kind, StringComparison.Ordinal))];

    /// <summary>Invariants 1, 2, 5 and 8 as far as the store can show them, and that nothing is half done.</summary>
    public void AssertBalanced()
    {
        var live = new Dictionary<EntryId, long>();
        var last = 0L;
        foreach (var posting in Journal)
        {
            Assert.Contains(posting.Kind, Kinds);
            if (string.Equals(posting.Kind, "joined", StringComparison.Ordinal))
            {
                Assert.True(posting.Place.Ticket > last, $"Ticket {posting.Place.Ticket} was given after {last}.");
                last = posting.Place.Ticket;
                Assert.True(live.TryAdd(posting.Place.Entry, posting.Place.Ticket), $"{posting.Place} took a second place.");
            }
            else
            {
                // Whoever goes must be there, with this very ticket: nobody is admitted, or leaves, twice.
                Assert.True(live.Remove(posting.Place.Entry, out var ticket) && ticket == posting.Place.Ticket, $"{posting} had no such place.");
            }
        }

        Assert.Equal(live.OrderBy(place => place.Value).Select(place => new Place(place.Key, place.Value)), Queue);
        Assert.Equal(live.Keys.Order(ByValue), Seen.Keys.Order(ByValue));
        Assert.Equal(Of("joined").Count, Queue.Count + Of("admitted").Count + Of("left").Count + Of("expired").Count + Of("no_show").Count);
    }

    /// <summary>Invariant 4: admissions in any interval are at most capacity + overdraft + refill · interval. Returns the most
    /// that any interval saw beyond the refill.</summary>
    public double AssertBounded(double capacity, double overdraft, double refill)
    {
        // A stamp is the whole millisecond an admission fell in, so an interval may be one longer than its stamps say.
        var slack = refill / 1000;
        var admitted = Of("admitted");
        var lowest = double.PositiveInfinity;
        var most = 0.0;
        for (var i = 0; i < admitted.Count; i++)
        {
            var earned = refill * (admitted[i].Milliseconds - admitted[0].Milliseconds) / 1000;
            lowest = Math.Min(lowest, i - earned);
            most = Math.Max(most, i + 1 - earned - lowest);
        }

        Assert.True(most <= capacity + overdraft + slack, $"Some interval saw {most} admissions more than its refill.");
        return most;
    }

    public static EntryId EntryOf(RedisValue member) => EntryId.Read((byte[])member!);

    private static readonly Comparer<EntryId> ByValue = Comparer<EntryId>.Create((a, b) => a.Value.CompareTo(b.Value));

    private static Posting Read(StreamEntry entry) =>
        new((string)entry.Id!, (string)entry["kind"]!, new Place(EntryOf(entry["entry"]), (long)entry["ticket"]));
}
