using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Samples.Laboratory.Scenarios;

namespace TrafficTacos.Samples.Laboratory.Replaying;

/// <summary>One line of an event's journal.</summary>
/// <param name="At">Microseconds by the store's clock, to the millisecond.</param>
/// <param name="Kind">joined, admitted, left, expired, no_show.</param>
/// <param name="Place">Whose.</param>
internal readonly record struct Posting(long At, string Kind, Place Place);

/// <summary>The gateway's Redis from behind: where an operator changes an event, and where the laboratory reads what a visitor
/// is not told: the pulse, the ticket in a waiting token, and the journal.</summary>
internal sealed class EventStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IConnectionMultiplexer _redis;
    private readonly IQueueStore _store;
    private KeyRing _keys = null!;

    private EventStore(IConnectionMultiplexer redis)
    {
        _redis = redis;
        var services = new ServiceCollection();
        services.AddWaitingRoom().UseRedis(_ => redis);
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<IQueueStore>();
        Policy = new EventPolicy(_services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value);
    }

    public EventPolicy Policy { get; }

    public static async Task<EventStore> ConnectAsync(ConfigurationOptions options, CancellationToken stop)
    {
        ConnectionMultiplexer redis;
        try
        {
            redis = await ConnectionMultiplexer.ConnectAsync(options);
        }
        catch (RedisConnectionException exception)
        {
            throw new ReplayException($"there is no Redis at {string.Join(", ", Addresses(options))}", exception);
        }

        var store = new EventStore(redis);
        store._keys = await store._services.GetRequiredService<KeySource>().GetAsync(stop);
        return store;
    }

    /// <summary>As host:port, the way a person writes them.</summary>
    public static IEnumerable<string> Addresses(ConfigurationOptions options) =>
        options.EndPoints.Select(endPoint => endPoint.ToString()!.Replace("Unspecified/", "", StringComparison.Ordinal));

    public async Task ChangeAsync(string eventId, Change change, CancellationToken stop) =>
        await _store.SettingsAsync(eventId, new EventSettingsChange(change.Refill, change.Capacity, change.Paused), Policy, stop);

    public async Task<Pulse> PulseAsync(string eventId, CancellationToken stop)
    {
        PulseReply reply;
        do
            reply = await _store.PulseAsync(eventId, Policy, stop);
        while (reply.More);
        return reply.Pulse;
    }

    /// <summary>The place that a waiting token is for.</summary>
    public Place Read(string waitingToken) => TokenCodec.TryRead(_keys, TokenKind.Waiting, waitingToken, out var token)
        ? token.Place
        : throw new ReplayException("the gateway's tokens are not signed with the secret in this Redis: it is not the gateway's Redis, or the gateway has keys of its own");

    public async Task<IReadOnlyList<Posting>> JournalAsync(string eventId)
    {
        var entries = await _redis.GetDatabase().StreamRangeAsync(RedisKeys.Of(eventId).Journal);
        return [.. entries.Select(Read)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static Posting Read(StreamEntry entry)
    {
        var milliseconds = entry.Id.ToString().AsSpan();
        var at = long.Parse(milliseconds[..milliseconds.IndexOf('-')], System.Globalization.CultureInfo.InvariantCulture) * 1000;
        return new Posting(at, entry["kind"].ToString(), new Place(EntryId.Read((byte[])entry["entry"]!), (long)entry["ticket"]));
    }
}
