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
    private readonly RedisScripts _scripts;
    private readonly Func<long>? _testClock;
    private readonly ScriptBatcher<(EntryId Entry, EventPolicy Policy), JoinReply> _joins;
    private readonly ScriptBatcher<(Place Place, EventPolicy Policy), StatusReply> _statuses;

    public RedisQueueStore(RedisConnection connection)
        : this(connection, new RedisScripts(), null)
    {
    }

    /// <param name="connection">The connection to Redis.</param>
    /// <param name="scripts">Scripts; tests replace their clock by the last argument.</param>
    /// <param name="testClock">That argument; null in production.</param>
    internal RedisQueueStore(RedisConnection connection, RedisScripts scripts, Func<long>? testClock)
    {
        _connection = connection;
        _scripts = scripts;
        _testClock = testClock;
        _joins = new(SendJoinsAsync, connection.Timeout, connection.Time);
        _statuses = new(SendStatusesAsync, connection.Timeout, connection.Time);
    }

    public int ReconnectCount => _connection.ReconnectCount;

    public ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken) =>
        _joins.SendAsync(eventId, (entry, policy), cancellationToken);

    public ValueTask<StatusReply> StatusAsync(string eventId, Place place, EventPolicy policy, CancellationToken cancellationToken) =>
        _statuses.SendAsync(eventId, (place, policy), cancellationToken);

    public async ValueTask<EnterReply> EnterAsync(string eventId, Place place, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Enter(await RunAsync(
            _scripts.Enter, RedisKeys.Of(eventId).Enter(place.Entry), [policy.Packed, Bytes(place.Entry.Value), place.Ticket, Bytes(user)], cancellationToken)
            .ConfigureAwait(false));

    public async ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken) =>
        (long)await RunAsync(
            _scripts.Leave, RedisKeys.Of(eventId).Leave, [policy.Packed, Bytes(place.Entry.Value), place.Ticket, soft ? 1 : 0], cancellationToken)
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
            _scripts.Redeem, RedisKeys.Of(eventId).Redeem(place.Entry), [name, place.Ticket, Bytes(claim), (long)policy.ClaimLease], cancellationToken)
            .ConfigureAwait(false);
        return (RedeemReply)(int)reply;
    }

    public async ValueTask<MaintenanceReply> MaintainAsync(string eventId, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Maintenance(await RunAsync(_scripts.Maintain, RedisKeys.Of(eventId).Maintain, [policy.Packed], cancellationToken).ConfigureAwait(false));

    public async ValueTask<EventSettings> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue rate = change.AdmissionsPerSecond?.ToString("R", CultureInfo.InvariantCulture) ?? "";
        RedisValue burst = change.Burst?.ToString(CultureInfo.InvariantCulture) ?? "";
        RedisValue paused = change.Paused switch { null => "", true => "1", false => "0" };
        return RedisReplies.Settings(await RunAsync(
            _scripts.Settings, RedisKeys.Of(eventId).Change, [policy.Packed, rate, burst, paused], cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan retention, CancellationToken cancellationToken) =>
        RedisReplies.Bind(await RunAsync(
            _scripts.BindKey, RedisKeys.Binding(key), [Bytes(fingerprint), (long)retention.TotalMilliseconds], cancellationToken).ConfigureAwait(false));

    public async ValueTask<byte[]> ShareSecretAsync(byte[] proposal, CancellationToken cancellationToken) =>
        (byte[])(await RunAsync(_scripts.ShareSecret, RedisKeys.Secret, [proposal], cancellationToken).ConfigureAwait(false))!;

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
        var entries = new byte[EntryId.Size * batch.Count];
        for (var i = 0; i < batch.Count; i++)
            batch[i].Entry.Write(entries.AsSpan(EntryId.Size * i));
        return RedisReplies.Join(await RunAsync(
            _scripts.Join, RedisKeys.Of(eventId).Join, [batch[0].Policy.Packed, batch.Count, entries], cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask<StatusReply[]> SendStatusesAsync(
        string eventId, IReadOnlyList<(Place Place, EventPolicy Policy)> batch, CancellationToken cancellationToken)
    {
        var entries = new byte[EntryId.Size * batch.Count];
        var tickets = new byte[sizeof(double) * batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Place.Entry.Write(entries.AsSpan(EntryId.Size * i));
            BinaryPrimitives.WriteDoubleLittleEndian(tickets.AsSpan(sizeof(double) * i), batch[i].Place.Ticket);
        }

        var replies = RedisReplies.Status(await RunAsync(
            _scripts.Status, RedisKeys.Of(eventId).Status, [batch[0].Policy.Packed, batch.Count, entries, tickets], cancellationToken).ConfigureAwait(false));
        if (replies.Any(reply => reply.State == PlaceState.Gone))
            await MarkAdmittedAsync(eventId, batch, replies, cancellationToken).ConfigureAwait(false);
        return replies;
    }

    /// <summary>A second call, so that visitors who wait do not pay for the keys of a pass. No ticket is given twice, so a place that
    /// is gone cannot come back between the two.</summary>
    private async ValueTask MarkAdmittedAsync(
        string eventId, IReadOnlyList<(Place Place, EventPolicy Policy)> batch, StatusReply[] replies, CancellationToken cancellationToken)
    {
        var gone = Enumerable.Range(0, replies.Length).Where(i => replies[i].State == PlaceState.Gone).ToList();
        var places = gone.ConvertAll(i => batch[i].Place);
        var admitted = await RunAsync(
            _scripts.Admitted, RedisKeys.Of(eventId).Admitted(places), [.. places.Select(place => (RedisValue)place.Ticket)], cancellationToken)
            .ConfigureAwait(false);
        for (var i = 0; i < gone.Count; i++)
        {
            if ((int)admitted[i] == 1)
                replies[gone[i]] = replies[gone[i]] with { State = PlaceState.Admitted };
        }
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
