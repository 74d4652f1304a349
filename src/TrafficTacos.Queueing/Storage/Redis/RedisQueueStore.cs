using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The store for any number of gateways: every operation is one script of lua/ and one round trip.</summary>
internal sealed class RedisQueueStore : IQueueStore, IAsyncDisposable
{
    private readonly RedisConnection _connection;
    private readonly RedisScripts _scripts;
    private readonly Func<long>? _testClock;
    private readonly Coalescer<EntryId, JoinReply> _joins;
    private readonly Coalescer<Place, StatusReply> _statuses;

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
        _joins = new Coalescer<EntryId, JoinReply>(SendJoinsAsync, connection.Timeout);
        _statuses = new Coalescer<Place, StatusReply>(SendStatusesAsync, connection.Timeout);
    }

    public ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, EventPolicy policy, CancellationToken cancellationToken) =>
        _joins.AskAsync(eventId, entry, policy, cancellationToken);

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

    public async ValueTask<RedeemReply> RedeemAsync(
        string eventId, Place place, RedeemStep step, UInt128 claim, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue name = step switch
        {
            RedeemStep.Claim => "claim",
            RedeemStep.Spend => "spend",
            _ => "return",
        };
        var reply = await RunAsync(
            _scripts.Redeem, RedisKeys.Of(eventId).Redeem(place.Entry), [name, place.Ticket, Bytes(claim), (long)policy.ClaimLease], cancellationToken)
            .ConfigureAwait(false);
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

    public int Generation => _connection.Generation;

    /// <summary>A small write: a store that answers and takes nothing (full, a replica) is of no use here.</summary>
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

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async ValueTask<JoinReply[]> SendJoinsAsync(
        string eventId, IReadOnlyList<EntryId> entries, EventPolicy policy, CancellationToken cancellationToken)
    {
        var packed = new byte[EntryId.Size * entries.Count];
        for (var i = 0; i < entries.Count; i++)
            entries[i].Write(packed.AsSpan(EntryId.Size * i));
        return RedisReplies.Join(await RunAsync(
            _scripts.Join, RedisKeys.Of(eventId).Join, [policy.Packed, entries.Count, packed], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One reply a place, for questions that came one by one.</summary>
    private async ValueTask<StatusReply[]> SendStatusesAsync(
        string eventId, IReadOnlyList<Place> places, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await SendStatusAsync(eventId, places, policy, cancellationToken).ConfigureAwait(false);
        return places.Count == 1 ? [reply] : [.. reply.Places.Select(place => reply with { Places = [place] })];
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StatusReply> SendStatusAsync(
        string eventId, IReadOnlyList<Place> places, EventPolicy policy, CancellationToken cancellationToken)
    {
        var entries = new byte[EntryId.Size * places.Count];
        var tickets = new byte[sizeof(double) * places.Count];
        for (var i = 0; i < places.Count; i++)
        {
            places[i].Entry.Write(entries.AsSpan(EntryId.Size * i));
            BinaryPrimitives.WriteDoubleLittleEndian(tickets.AsSpan(sizeof(double) * i), places[i].Ticket);
        }

        var reply = RedisReplies.Status(await RunAsync(
            _scripts.Status, RedisKeys.Of(eventId).Status, [policy.Packed, places.Count, entries, tickets], cancellationToken).ConfigureAwait(false));
        return reply.Places.All(place => place.State != PlaceState.Gone)
            ? reply
            : await AskForPassesAsync(eventId, places, reply, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gone is for ever, so a second call sees nothing else; and whoever waits does not pay for the keys of a pass.</summary>
    private async ValueTask<StatusReply> AskForPassesAsync(
        string eventId, IReadOnlyList<Place> places, StatusReply reply, CancellationToken cancellationToken)
    {
        var gone = Enumerable.Range(0, places.Count).Where(i => reply.Places[i].State == PlaceState.Gone).ToList();
        var asked = gone.ConvertAll(i => places[i]);
        var admitted = await RunAsync(
            _scripts.Admitted, RedisKeys.Of(eventId).Admitted(asked), [.. asked.Select(place => (RedisValue)place.Ticket)], cancellationToken)
            .ConfigureAwait(false);
        var answers = reply.Places.ToArray();
        for (var i = 0; i < gone.Count; i++)
        {
            if ((int)admitted[i] == 1)
                answers[gone[i]] = new PlaceStatus(PlaceState.Admitted, 0);
        }

        return reply with { Places = answers };
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
