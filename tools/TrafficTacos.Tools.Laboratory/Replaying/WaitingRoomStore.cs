using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TrafficTacos.Queueing;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Engine;
using TrafficTacos.Queueing.Estimation;
using TrafficTacos.Queueing.Storage;
using TrafficTacos.Queueing.Storage.Redis;
using TrafficTacos.Queueing.Tokens;
using TrafficTacos.Tools.Laboratory.Scenarios;

namespace TrafficTacos.Tools.Laboratory.Replaying;

/// <summary>Direct access to the gateway's Redis: changes an event's settings, and reads what no response contains: snapshots, the
/// ticket in a waiting token, and the journal.</summary>
internal sealed class WaitingRoomStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IConnectionMultiplexer _redis;
    private readonly IQueueStore _store;
    private KeyRing _keys = null!;

    private WaitingRoomStore(IConnectionMultiplexer redis)
    {
        _redis = redis;
        var services = new ServiceCollection();
        // Nobody waits for this program, and the first call of a busy machine may take longer than a visitor would.
        services.AddWaitingRoom(options => options.StoreTimeout = TimeSpan.FromSeconds(10)).UseRedis(_ => Task.FromResult(redis));
        _services = services.BuildServiceProvider();
        _store = _services.GetRequiredService<IQueueStore>();
        Policy = new EventPolicy(_services.GetRequiredService<IOptions<WaitingRoomOptions>>().Value);
    }

    public EventPolicy Policy { get; }

    public static async Task<WaitingRoomStore> ConnectAsync(ConfigurationOptions options, CancellationToken cancellationToken)
    {
        ConnectionMultiplexer redis;
        try
        {
            redis = await ConnectionMultiplexer.ConnectAsync(options);
        }
        catch (RedisConnectionException exception)
        {
            throw new ReplayException($"there is no Redis at {string.Join(", ", FormatAddresses(options))}", exception);
        }

        var store = new WaitingRoomStore(redis);
        store._keys = await store._services.GetRequiredService<KeyRingProvider>().GetAsync(cancellationToken);
        return store;
    }

    /// <summary>The end points as host:port.</summary>
    public static IEnumerable<string> FormatAddresses(ConfigurationOptions options) =>
        options.EndPoints.Select(endPoint => endPoint.ToString()!.Replace("Unspecified/", "", StringComparison.Ordinal));

    public async Task ApplyAsync(string eventId, OperatorChange change, CancellationToken cancellationToken)
    {
        var settings = new EventSettingsChange { AdmissionsPerSecond = change.AdmissionsPerSecond, Burst = change.Burst, Mode = change.Mode };
        await _store.SettingsAsync(eventId, settings, Policy, cancellationToken);
    }

    public async Task<EventSnapshot> MaintainAsync(string eventId, CancellationToken cancellationToken)
    {
        MaintenanceReply reply;
        do
            reply = await _store.MaintainAsync(eventId, TimeSpan.Zero, Policy, cancellationToken);
        while (reply.More);
        return reply.Snapshot;
    }

    public Place ReadPlace(string waitingToken) => TokenCodec.TryRead(_keys, TokenKind.Waiting, waitingToken, out var token)
        ? token.Place
        : throw new ReplayException(
            "the gateway's tokens are not signed with the secret in this Redis: either it is another gateway's Redis, or the gateway has a configured signing key");

    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(string eventId)
    {
        var entries = await _redis.GetDatabase().StreamRangeAsync(RedisKeySpace.Default.Of(eventId).Journal);
        return [.. entries.Select(ReadEntry)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private static JournalEntry ReadEntry(StreamEntry entry)
    {
        var id = entry.Id.ToString().AsSpan();
        var at = long.Parse(id[..id.IndexOf('-')], System.Globalization.CultureInfo.InvariantCulture) * 1000;
        return new JournalEntry(at, entry["kind"].ToString(), new Place(EntryId.Read((byte[])entry["entry"]!), (long)entry["ticket"]));
    }
}
