using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The store for any number of gateways: every operation is one script of lua/ and one round trip.</summary>
internal sealed class RedisQueueStore : IQueueStore
{
    private readonly RedisConnection _connection;
    private readonly RedisKeySpace _keys;
    private readonly RedisScripts _scripts;
    private readonly Func<long>? _testClock;
    private readonly ScriptBatcher<(EntryId Entry, EventPolicy Policy), JoinReply> _joins;
    private readonly ScriptBatcher<(Place Place, bool Hidden, EventPolicy Policy), StatusReply> _statuses;

    public RedisQueueStore(RedisConnection connection, RedisKeySpace keys)
        : this(connection, keys, new RedisScripts(), null)
    {
    }

    /// <param name="connection">The connection to Redis.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="scripts">Scripts; tests replace their clock by the last argument.</param>
    /// <param name="testClock">That argument; null in production.</param>
    internal RedisQueueStore(RedisConnection connection, RedisKeySpace keys, RedisScripts scripts, Func<long>? testClock)
    {
        _connection = connection;
        _keys = keys;
        _scripts = scripts;
        _testClock = testClock;
        _joins = new(SendJoinsAsync, connection.Timeout, connection.Time);
        _statuses = new(SendStatusesAsync, connection.Timeout, connection.Time);
    }

    public int ReconnectCount => _connection.ReconnectCount;

    public ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken) =>
        _joins.SendAsync(eventId, (entry, policy), cancellationToken);

    public ValueTask<StatusReply> StatusAsync(string eventId, Place place, bool hidden, EventPolicy policy, CancellationToken cancellationToken) =>
        _statuses.SendAsync(eventId, (place, hidden, policy), cancellationToken);

    public async ValueTask<int> HearAsync(string eventId, IReadOnlyList<LateHeartbeat> heartbeats, EventPolicy policy, CancellationToken cancellationToken)
    {
        var entries = PackEntries(heartbeats.Count, i => heartbeats[i].Place.Entry);
        var tickets = PackDoubles(heartbeats.Count, i => heartbeats[i].Place.Ticket);
        var ages = PackDoubles(heartbeats.Count, i => heartbeats[i].Age);
        return (int)await RunAsync(
            _scripts.Hear, _keys.Of(eventId).Event, [policy.Packed, heartbeats.Count, entries, tickets, ages], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<EnterReply> EnterAsync(string eventId, Place place, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Enter(await RunAsync(
            _scripts.Enter, _keys.Of(eventId).WithPass(place.Entry), [policy.Packed, Bytes(place.Entry.Value), place.Ticket, Bytes(user)], cancellationToken)
            .ConfigureAwait(false));

    public async ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken) =>
        (long)await RunAsync(
            _scripts.Leave, _keys.Of(eventId).Event, [policy.Packed, Bytes(place.Entry.Value), place.Ticket, soft ? 1 : 0], cancellationToken)
            .ConfigureAwait(false) == 1;

    public async ValueTask<RedeemReply> RedeemAsync(
        string eventId, Place place, RedeemStep step, UInt128 claim, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue name = step switch
        {
            RedeemStep.Claim => "claim",
            RedeemStep.Spend => "spend",
            _ => "release",
        };
        var reply = await RunAsync(
            _scripts.Redeem,
            _keys.Of(eventId).WithPass(place.Entry),
            [name, Bytes(place.Entry.Value), place.Ticket, Bytes(claim), (long)policy.ClaimLease],
            cancellationToken)
            .ConfigureAwait(false);
        return (RedeemReply)(int)reply;
    }

    public async ValueTask<MaintenanceReply> MaintainAsync(string eventId, TimeSpan away, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Maintenance(await RunAsync(
            _scripts.Maintain, _keys.Of(eventId).Event, [policy.Packed, (long)away.TotalMicroseconds], cancellationToken).ConfigureAwait(false));

    public async ValueTask<EventSettings> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue rate = change.AdmissionsPerSecond?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        RedisValue burst = change.Burst?.ToString(CultureInfo.InvariantCulture) ?? "";
        RedisValue paused = change.Paused switch { null => "", true => "1", false => "0" };
        return RedisReplies.Settings(await RunAsync(
            _scripts.Settings, _keys.Of(eventId).Event, [policy.Packed, rate, burst, paused], cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan retention, CancellationToken cancellationToken) =>
        RedisReplies.Bind(await RunAsync(
            _scripts.BindKey, _keys.Binding(key), [Bytes(fingerprint), (long)retention.TotalMilliseconds], cancellationToken).ConfigureAwait(false));

    public async ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken) =>
        (byte[])(await RunAsync(_scripts.ShareSecret, _keys.Secret, [proposal], cancellationToken).ConfigureAwait(false))!;

    /// <summary>A small write: a store that answers but takes no writes (full, or a replica) is of no use here.</summary>
    public async ValueTask<bool> PingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await BindAsync(UInt128.Zero, UInt128.Zero, TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (WaitingRoomUnavailableException)
        {
            return false;
        }
    }

    private async ValueTask<JoinReply[]> SendJoinsAsync(
        string eventId, IReadOnlyList<(EntryId Entry, EventPolicy Policy)> batch, CancellationToken cancellationToken)
    {
        var entries = PackEntries(batch.Count, i => batch[i].Entry);
        return RedisReplies.Join(await RunAsync(
            _scripts.Join, _keys.Of(eventId).Event, [batch[0].Policy.Packed, batch.Count, entries], cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<StatusReply[]> SendStatusesAsync(
        string eventId, IReadOnlyList<(Place Place, bool Hidden, EventPolicy Policy)> batch, CancellationToken cancellationToken)
    {
        var entries = PackEntries(batch.Count, i => batch[i].Place.Entry);
        var tickets = PackDoubles(batch.Count, i => batch[i].Place.Ticket);
        var hidden = string.Create(batch.Count, batch, static (flags, batch) =>
        {
            for (var i = 0; i < flags.Length; i++)
                flags[i] = batch[i].Hidden ? '1' : '0';
        });
        return RedisReplies.Status(await RunAsync(
            _scripts.Status, _keys.Of(eventId).Event, [batch[0].Policy.Packed, batch.Count, entries, tickets, hidden], cancellationToken)
            .ConfigureAwait(false));
    }

    private static byte[] PackEntries(int count, Func<int, EntryId> entry)
    {
        var packed = new byte[EntryId.Size * count];
        for (var i = 0; i < count; i++)
            entry(i).Write(packed.AsSpan(EntryId.Size * i));
        return packed;
    }

    private static byte[] PackDoubles(int count, Func<int, long> number)
    {
        var packed = new byte[sizeof(double) * count];
        for (var i = 0; i < count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(sizeof(double) * i), number(i));
        return packed;
    }

    private ValueTask<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        _connection.EvaluateAsync(script, keys, _testClock is null ? arguments : [.. arguments, _testClock()], cancellationToken);

    internal static byte[] Bytes(UInt128 value)
    {
        var bytes = new byte[EntryId.Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return bytes;
    }
}
