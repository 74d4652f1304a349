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

    /// <summary>How often <see cref="PassAsync"/> runs maintenance. The store takes more than 2 s for an outage.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time passes and nobody runs maintenance: an outage, if anybody waits.</summary>
    public void Pass(TimeSpan span) => time.Advance(span);

    /// <summary>Time passes as it does while a gateway runs: with maintenance.</summary>
    public async Task PassAsync(TimeSpan span, string eventId, EventPolicy policy)
    {
        for (var left = span; left > TimeSpan.Zero; left -= Step)
        {
            time.Advance(left < Step ? left : Step);
            while ((await Store.MaintainAsync(eventId, Step, policy, default)).More)
            {
            }
        }
    }

    /// <summary>Asks for several places at once: on Redis the first goes alone, and the others in one call.</summary>
    public Task<StatusReply[]> StatusAsync(string eventId, IEnumerable<Place> places, EventPolicy policy) =>
        Task.WhenAll(places.Select(place => Store.StatusAsync(eventId, place, false, policy, default).AsTask()));

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
            [.. queue.Journal],
            queue.Records.ToDictionary(r => r.Key, r => r.Value.ToString()),
            queue.Remembered,
            queue.Clock,
            queue.Front,
            queue.Totals,
            [
                .. queue.History.Select(record => OperatorLayout.Line(record with { Id = default })),
                .. queue.Audit.Select(record => OperatorLayout.Line(record with { Id = default })),
                .. queue.Labels.Select(label => OperatorLayout.Label(label.Key, label.Value)).Order(StringComparer.Ordinal),
                OperatorLayout.Waits(queue.Waits),
            ],
            queue.LiveSessions(Now).ToDictionary(),
            queue.Seats.ToDictionary(),
            (queue.Clock ?? QueueClock.StartingAt(Now)).At(Now, paused: false).Service));
    }
}

internal sealed class RedisUnderTest : StoreUnderTest
{
    /// <summary>Every other field of the state is a total of the sale.</summary>
    private static readonly string[] StateFields = ["clock", "level", "level_at", "epoch", "last_ticket", "front", "crowd", "policy", "policy_at", "generation", "aliases", "loss", "marked_since", "attached", "draw", "ended"];

    private readonly IDatabase _database;

    public RedisUnderTest(FakeTimeProvider time, IConnectionMultiplexer connection)
        : base(time)
    {
        _database = connection.GetDatabase();
        Store = new RedisQueueStore(RedisConnection.Use(() => Task.FromResult(connection), TimeSpan.FromSeconds(30), TimeProvider.System), RedisKeySpace.Default, ClockedScripts.All, () => Now);
    }

    public override IQueueStore Store { get; }

    public override async Task<StoreState> StateAsync(string eventId, IEnumerable<EntryId> entries)
    {
        var keys = RedisKeySpace.Default.Of(eventId);
        var queue = await _database.SortedSetRangeByRankWithScoresAsync(keys.Queue);
        var heartbeats = await _database.SortedSetRangeByRankWithScoresAsync(keys.Heartbeats);
        var held = (await _database.HashGetAllAsync(keys.State)).ToDictionary(field => (string)field.Name!, field => field.Value, StringComparer.Ordinal);
        var journal = await _database.StreamRangeAsync(keys.Journal);
        var records = (await _database.HashGetAllAsync(keys.Records)).ToDictionary(field => Entry(field.Name), field => RecordLayout.Read((byte[])field.Value!));
        var epoch = held.TryGetValue("epoch", out var first) ? (long)first : 0;

        var clock = held.TryGetValue("clock", out var packed) ? RecordLayout.ReadClock((byte[])packed!) : (QueueClock?)null;
        var service = (clock ?? QueueClock.StartingAt(Now)).At(Now, paused: false).Service;
        var live = new Dictionary<EntryId, Pass>();
        var sessions = new Dictionary<EntryId, Session>();
        foreach (var entry in entries)
        {
            if ((byte[]?)await _database.StringGetAsync(keys.Pass(entry)) is not { } bytes)
                continue;
            if (bytes.Length == SessionLayout.Size)
            {
                if (SessionLayout.Read(bytes) is var session && service <= session.Ends)
                    sessions[entry] = session;
            }
            else if (PassLayout.Read(bytes) is var pass && service <= pass.Expires)
            {
                live[entry] = pass;
            }
        }

        var seats = await _database.SortedSetRangeByRankWithScoresAsync(keys.Sessions);

        return new StoreState(
            [.. queue.Select(e => new Place(Entry(e.Element), records.TryGetValue(Entry(e.Element), out var record) ? record.Ticket : Rank.TicketAt(e.Score, epoch)))],
            heartbeats.ToDictionary(e => Entry(e.Element), e => (long)e.Score),
            held.TryGetValue("last_ticket", out var last) ? (long)last : null,
            held.TryGetValue("level", out var level) ? (double.Parse((string)level!, CultureInfo.InvariantCulture), (long)held["level_at"]) : null,
            live,
            [.. journal.Select(r => new JournalRecord((string)r["kind"]!, Entry(r["entry"]), (long)r["ticket"]))],
            records.ToDictionary(r => r.Key, r => r.Value.ToString()),
            await _database.SortedSetLengthAsync(keys.Remembered),
            clock,
            held.TryGetValue("front", out var front) ? (double)front : double.NegativeInfinity,
            held.Where(field => !StateFields.Contains(field.Key) && !field.Key.StartsWith("mark:", StringComparison.Ordinal)).ToDictionary(field => field.Key, field => (long)field.Value, StringComparer.Ordinal),
            await OperatorLayout.ReadAsync(_database, keys),
            sessions,
            seats.ToDictionary(seat => SessionLayout.ReadSeat((byte[])seat.Element!), seat => (long)seat.Score),
            service);
    }

    private static EntryId Entry(RedisValue value) => EntryId.Read((byte[])value!);
}
