using System.Globalization;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The store for any number of gateways: every operation is one script of lua/ and one round trip.</summary>
internal sealed class RedisQueueStore : IQueueStore, IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly RedisScripts _scripts;
    private readonly Func<long>? _testClock;
    private readonly StatusCoalescer _statuses;

    public RedisQueueStore(RedisConnection connection)
        : this(connection, new RedisScripts(), null)
    {
    }

    /// <param name="connection">The way to Redis.</param>
    /// <param name="scripts">Scripts whose clock tests may have replaced by the last argument.</param>
    /// <param name="testClock">That argument; null in production.</param>
    internal RedisQueueStore(RedisConnection connection, RedisScripts scripts, Func<long>? testClock)
    {
        _connection = connection;
        _scripts = scripts;
        _testClock = testClock;
        _statuses = new StatusCoalescer(SendStatusAsync, connection.InTimeAsync);
    }

    public async ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Join(await RunAsync(_scripts.Join, RedisKeys.Of(eventId).Join, [policy.Packed, Bytes(entry.Value)], cancellationToken)
            .ConfigureAwait(false));

    public ValueTask<StatusReply> StatusAsync(string eventId, IReadOnlyList<Place> places, EventPolicy policy, CancellationToken cancellationToken) =>
        places.Count == 1
            ? _statuses.AskAsync(eventId, places[0], policy, cancellationToken)
            : SendStatusAsync(eventId, places, policy, cancellationToken);

    public async ValueTask<EnterReply> EnterAsync(string eventId, Place place, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Enter(await RunAsync(
            _scripts.Enter, RedisKeys.Of(eventId).Enter(place.Entry), [policy.Packed, Bytes(place.Entry.Value), place.Ticket, Bytes(user)], cancellationToken)
            .ConfigureAwait(false));

    public async ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken) =>
        (long)await RunAsync(
            _scripts.Leave, RedisKeys.Of(eventId).Leave, [policy.Packed, Bytes(place.Entry.Value), place.Ticket, soft ? 1 : 0], cancellationToken)
            .ConfigureAwait(false) == 1;

    public async ValueTask<RedeemReply> RedeemAsync(string eventId, Place place, RedeemStep step, UInt128 claim, CancellationToken cancellationToken)
    {
        RedisValue name = step switch
        {
            RedeemStep.Claim => "claim",
            RedeemStep.Spend => "spend",
            _ => "return",
        };
        var reply = await RunAsync(
            _scripts.Redeem, RedisKeys.Of(eventId).Redeem(place.Entry), [name, place.Ticket, Bytes(claim)], cancellationToken).ConfigureAwait(false);
        return (RedeemReply)(int)reply;
    }

    public async ValueTask<PulseReply> PulseAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Pulse(await RunAsync(_scripts.Pulse, RedisKeys.Of(eventId).Pulse, [policy.Packed], cancellationToken).ConfigureAwait(false));

    public async ValueTask<EventSettings> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue refill = change.RefillPerSecond?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        RedisValue capacity = change.Capacity?.ToString(CultureInfo.InvariantCulture) ?? "";
        RedisValue paused = change.Paused switch { null => "", true => "1", false => "0" };
        return RedisReplies.Settings(await RunAsync(
            _scripts.Settings, RedisKeys.Of(eventId).Change, [policy.Packed, refill, capacity, paused], cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan holds, CancellationToken cancellationToken) =>
        RedisReplies.Bind(await RunAsync(
            _scripts.Bind, RedisKeys.Binding(key), [Bytes(fingerprint), (long)holds.TotalMilliseconds], cancellationToken).ConfigureAwait(false));

    public async ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken) =>
        (byte[])(await RunAsync(_scripts.Share, RedisKeys.Secret, [proposal], cancellationToken).ConfigureAwait(false))!;

    public ValueTask<bool> PingAsync(CancellationToken cancellationToken) => _connection.PingAsync(cancellationToken);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async ValueTask<StatusReply> SendStatusAsync(
        string eventId, IReadOnlyList<Place> places, EventPolicy policy, CancellationToken cancellationToken)
    {
        var arguments = new RedisValue[1 + 2 * places.Count];
        arguments[0] = policy.Packed;
        for (var i = 0; i < places.Count; i++)
        {
            arguments[1 + 2 * i] = Bytes(places[i].Entry.Value);
            arguments[2 + 2 * i] = places[i].Ticket;
        }

        return RedisReplies.Status(await RunAsync(
            _scripts.Status, RedisKeys.Of(eventId).Status(places), arguments, cancellationToken).ConfigureAwait(false));
    }

    private ValueTask<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        _connection.EvaluateAsync(script, keys, _testClock is null ? arguments : [.. arguments, _testClock()], cancellationToken);

    private static byte[] Bytes(UInt128 value)
    {
        var bytes = new byte[EntryId.Size];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }
}
