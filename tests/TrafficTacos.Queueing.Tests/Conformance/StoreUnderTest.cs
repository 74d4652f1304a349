using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using StackExchange.Redis;
using TrafficTacos.Queueing.Storage.InMemory;
using TrafficTacos.Queueing.Storage.Redis;

namespace TrafficTacos.Queueing.Tests.Conformance;

/// <summary>A store whose clock the test moves, and a view of everything it holds.</summary>
internal abstract class StoreUnderTest(FakeTimeProvider time)
{
    /// <summary>A Monday evening; the stores themselves attach no meaning to the date.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 19, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Time => time;

    public long Now => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public abstract IQueueStore Store { get; }

    public void Pass(TimeSpan span) => time.Advance(span);

    /// <summary>Asks for several places at once: on Redis the first goes alone, and the others in one call.</summary>
    public Task<StatusReply[]> StatusAsync(string eventId, IEnumerable<Place> places, EventPolicy policy) =>
        Task.WhenAll(places.Select(place => Store.StatusAsync(eventId, place, policy, default).AsTask()));

    public abstract Task<StoreState> StateAsync(string eventId, IEnumerable<EntryId> entries);
}

internal sealed class InMemoryUnderTest(FakeTimeProvider time) : StoreUnderTest(time)
{
    private readonly InMemoryQueueStore _store = new(time);

    public override IQueueStore Store => _store;

    public override Task<StoreState> StateAsync(string eventId, IEnumerable<EntryId> entries)
    {
        var queue = _store.Peek(eventId);
        var held = queue.Entries.ToList();
        return Task.FromResult(new StoreState(
            [.. held.Select(e => new Place(e.Entry, e.Ticket))],
            held.ToDictionary(e => e.Entry, e => e.Heartbeat),
            queue.LastTicket,
            queue.Bucket,
            queue.LivePasses(Now).ToDictionary(),
            [.. queue.Journal]));
    }
}

internal sealed class RedisUnderTest : StoreUnderTest
{
    /// <summary>The one seam: scripts whose <c>now</c> reads their last argument.</summary>
    internal static readonly RedisScripts Scripts = new(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["now"] = "local function now() return tonumber(ARGV[#ARGV]) end",
    });

    private readonly IDatabase _database;

    public RedisUnderTest(FakeTimeProvider time, IConnectionMultiplexer connection)
        : base(time)
    {
        _database = connection.GetDatabase();
        Store = new RedisQueueStore(RedisConnection.Use(() => Task.FromResult(connection), TimeSpan.FromSeconds(30), TimeProvider.System), Scripts, () => Now);
    }

    public override IQueueStore Store { get; }

    public override async Task<StoreState> StateAsync(string eventId, IEnumerable<EntryId> entries)
    {
        var keys = RedisKeys.Of(eventId);
        var queue = _database.SortedSetRangeByRankWithScoresAsync(keys.Queue);
        var seen = _database.SortedSetRangeByRankWithScoresAsync(keys.Heartbeats);
        var clock = _database.StringGetAsync(keys.Join[2]);
        var bucket = _database.HashGetAsync(keys.Bucket, ["level", "at"]);
        var journal = _database.StreamRangeAsync(keys.Journal);
        var passes = entries.Select(entry => (entry, value: _database.StringGetAsync(keys.Pass(entry)))).ToList();

        var live = new Dictionary<EntryId, Pass>();
        foreach (var (entry, value) in passes)
        {
            if ((byte[]?)await value is { } bytes && PassLayout.Read(bytes) is var pass && Now <= pass.Expires)
                live[entry] = pass;
        }

        var level = await bucket;
        return new StoreState(
            [.. (await queue).Select(e => new Place(Entry(e.Element), (long)e.Score))],
            (await seen).ToDictionary(e => Entry(e.Element), e => (long)e.Score),
            (long?)await clock,
            level[0].IsNull ? null : (double.Parse((string)level[0]!, CultureInfo.InvariantCulture), (long)level[1]),
            live,
            [.. (await journal).Select(r => new JournalRecord((string)r["kind"]!, Entry(r["entry"]), (long)r["ticket"]))]);
    }

    private static EntryId Entry(RedisValue value) => EntryId.Read((byte[])value!);
}
