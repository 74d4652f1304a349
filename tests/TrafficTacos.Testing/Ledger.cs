using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tokens;
using Xunit;

namespace TrafficTacos.Testing;

/// <summary>One line of the journal; its id begins with the store's clock in milliseconds.</summary>
internal sealed record Posting(string Id, string Kind, Place Place)
{
    public long Milliseconds { get; } = long.Parse(Id.Split('-')[0], CultureInfo.InvariantCulture);
}

/// <summary>An event as Redis holds it: the journal, the queue, the heartbeats and who is remembered, read in one instant.</summary>
internal sealed record Ledger(
    IReadOnlyList<Posting> Journal, IReadOnlyList<Place> Queue, IReadOnlyDictionary<EntryId, long> Heartbeats, IReadOnlyCollection<EntryId> Remembered)
{
    private static readonly string[] Remembering = ["passed_over", "asleep", "left_softly", "unspent"];
    private static readonly string[] Final = ["left", "expired", "no_show"];

    public static async Task<Ledger> ReadAsync(IDatabase redis, string eventId)
    {
        var keys = RedisKeySpace.Default.Of(eventId);
        var instant = redis.CreateTransaction();
        var journal = instant.StreamRangeAsync(keys.Journal);
        var queue = instant.SortedSetRangeByRankWithScoresAsync(keys.Queue);
        var heartbeats = instant.SortedSetRangeByRankWithScoresAsync(keys.Heartbeats);
        var remembered = instant.SortedSetRangeByRankAsync(keys.Remembered);
        var records = instant.HashGetAllAsync(keys.Records);
        var epoch = instant.HashGetAsync(keys.State, "epoch");
        Assert.True(await instant.ExecuteAsync());
        // Who came back has a rank of their own, and their ticket at the beginning of their record.
        var tickets = (await records).ToDictionary(field => EntryOf(field.Name), field => (long)BinaryPrimitives.ReadDoubleLittleEndian((byte[])field.Value!));
        return new Ledger(
            [.. (await journal).Select(Read)],
            [.. (await queue).Select(entry => PlaceOf(EntryOf(entry.Element), entry.Score))],
            (await heartbeats).ToDictionary(entry => EntryOf(entry.Element), entry => (long)entry.Score),
            [.. (await remembered).Select(EntryOf)]);

        Place PlaceOf(EntryId entry, double rank) => new(entry, tickets.TryGetValue(entry, out var ticket) ? ticket : Rank.TicketAt(rank, (long)epoch.Result));
    }

    public IReadOnlyList<Posting> Of(string kind) => [.. Journal.Where(posting => string.Equals(posting.Kind, kind, StringComparison.Ordinal))];

    /// <summary>Invariants 1, 2, 5 and 8 as far as the store can show them, and that nothing is half done.</summary>
    public void AssertBalanced()
    {
        var (live, remembered, admitted) = (new HashSet<Place>(), new HashSet<Place>(), new HashSet<Place>());
        var last = 0L;
        foreach (var posting in Journal)
        {
            var place = posting.Place;
            if (string.Equals(posting.Kind, "joined", StringComparison.Ordinal))
            {
                Assert.True(place.Ticket > last, $"Ticket {place.Ticket} was given after {last}.");
                last = place.Ticket;
                Assert.True(live.All(other => other.Entry != place.Entry) && remembered.All(other => other.Entry != place.Entry), $"{place} took a second place.");
                live.Add(place);
                continue;
            }

            // Whoever goes must be there, with this very ticket: nobody is admitted, or leaves, twice.
            var moved = posting.Kind switch
            {
                "returned" => remembered.Remove(place) && live.Add(place),
                "restored" => live.Add(place),
                "admitted" => (live.Remove(place) || remembered.Remove(place)) && admitted.Add(place),
                "unspent" => admitted.Remove(place) && remembered.Add(place),
                var kind when Remembering.Contains(kind, StringComparer.Ordinal) => live.Remove(place) && remembered.Add(place),
                var kind when Final.Contains(kind, StringComparer.Ordinal) => live.Remove(place) || remembered.Remove(place),
                _ => false,
            };
            Assert.True(moved, $"{posting} had no such place.");
        }

        Assert.Equal(live.Select(place => place.Entry).Order(ByValue), Queue.Select(place => place.Entry).Order(ByValue));
        Assert.Equal(live, Queue.ToHashSet());
        Assert.Equal(live.Select(place => place.Entry).Order(ByValue), Heartbeats.Keys.Order(ByValue));
        Assert.Equal(remembered.Select(place => place.Entry).Order(ByValue), Remembered.Order(ByValue));
        Assert.Equal(
            Of("joined").Count + Of("restored").Count,
            Queue.Count + Remembered.Count + Of("admitted").Count - Of("unspent").Count + Of("left").Count + Of("expired").Count + Of("no_show").Count);
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
