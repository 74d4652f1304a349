using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The store for any number of gateways: every operation is one script of lua/ and one round trip.</summary>
internal sealed partial class RedisQueueStore : IQueueStore
{
    private const int MaxWitnesses = 10_000;
    private const int DeedsAtOnce = 100;

    private readonly RedisConnection _connection;
    private readonly RedisKeySpace _keys;
    private readonly RedisScripts _scripts;
    private readonly Func<long>? _testClock;
    private readonly ScriptBatcher<(EntryId Entry, ulong Label, EventPolicy Policy), JoinReply> _joins;
    private readonly ScriptBatcher<(Place Place, bool Hidden, EventPolicy Policy), (StatusReply Status, LossHint Hint)> _statuses;
    private readonly ConcurrentDictionary<string, EventWitness> _witnesses = new(StringComparer.Ordinal);
    private readonly byte[] _gatewayId = RandomNumberGenerator.GetBytes(8);

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

    public ValueTask<JoinReply> JoinAsync(string eventId, EntryId entry, ulong label, EventPolicy policy, CancellationToken cancellationToken) =>
        _joins.SendAsync(eventId, (entry, label, policy), cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<StatusReply> StatusAsync(
        string eventId, Place place, PlaceProof proof, bool hidden, EventPolicy policy, CancellationToken cancellationToken)
    {
        var (status, hint) = await _statuses.SendAsync(eventId, (place, hidden, policy), cancellationToken).ConfigureAwait(false);
        if (status.State != PlaceState.Gone || !hint.MayBeLost(place, proof) || !await RestoreAsync(eventId, place, proof, policy, cancellationToken).ConfigureAwait(false))
            return status;
        return (await _statuses.SendAsync(eventId, (place, hidden, policy), cancellationToken).ConfigureAwait(false)).Status;
    }

    public async ValueTask<int> HearAsync(string eventId, IReadOnlyList<LateHeartbeat> heartbeats, EventPolicy policy, CancellationToken cancellationToken)
    {
        var entries = ScriptArguments.Entries(heartbeats.Count, i => heartbeats[i].Place.Entry);
        var tickets = ScriptArguments.Doubles(heartbeats.Count, i => heartbeats[i].Place.Ticket);
        var ages = ScriptArguments.Doubles(heartbeats.Count, i => heartbeats[i].Age);
        return (int)await RunAsync(
            _scripts.Hear, _keys.Of(eventId).Event, [policy.Packed, heartbeats.Count, entries, tickets, ages], cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<EnterReply> EnterAsync(
        string eventId, Place place, PlaceProof proof, UInt128 user, ulong passId, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await EnterOnceAsync(eventId, place, user, passId, policy, cancellationToken).ConfigureAwait(false);
        if (reply.Code == EnterCode.Gone && proof.Generation != Generation.None && await RestoreAsync(eventId, place, proof, policy, cancellationToken).ConfigureAwait(false))
            reply = await EnterOnceAsync(eventId, place, user, passId, policy, cancellationToken).ConfigureAwait(false);
        if (reply.Code == EnterCode.Granted)
            WitnessOf(eventId).Remember(new Deed(place, DeedKind.Granted, reply.Pass));
        return reply;
    }

    public async ValueTask<bool> AttachAsync(string eventId, Place place, EntryId own, UInt128 user, EventPolicy policy, CancellationToken cancellationToken) =>
        (long)(await CallAsync(
            _scripts.Attach, eventId, _keys.Of(eventId).Event, policy,
            [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, ScriptArguments.Bytes(own.Value), ScriptArguments.Bytes(user)], cancellationToken).ConfigureAwait(false))[2] == 1;

    public async ValueTask<PassReply?> FindPassAsync(string eventId, Place place, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.FoundPass(await CallAsync(
            _scripts.FindPass, eventId, _keys.Of(eventId).WithPass(place.Entry), policy, [place.Ticket], cancellationToken).ConfigureAwait(false));

    public async ValueTask<bool> LeaveAsync(string eventId, Place place, bool soft, EventPolicy policy, CancellationToken cancellationToken)
    {
        var keys = _keys.Of(eventId);
        var reply = await CallAsync(_scripts.Leave, eventId, keys.With(keys.DrawLeft), policy, [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, soft ? 1 : 0], cancellationToken)
            .ConfigureAwait(false);
        if (!soft)
            WitnessOf(eventId).Remember(new Deed(place, DeedKind.Left, default));
        return (long)reply[2] == 1;
    }

    public async ValueTask<RedeemReply> RedeemAsync(
        string eventId, Place place, PassProof proof, RedeemStep step, PassClaimant claimant, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue name = step switch
        {
            RedeemStep.Claim => "claim",
            RedeemStep.Spend => "spend",
            _ => "release",
        };
        var reply = await CallAsync(
            _scripts.Redeem,
            eventId,
            _keys.Of(eventId).WithPass(place.Entry),
            policy,
            [name, ScriptArguments.Bytes(place.Entry.Value), place.Ticket, ScriptArguments.Bytes(claimant.Key), ScriptArguments.Bytes(claimant.Owner), (long)policy.ClaimLease, ScriptArguments.Pack(proof)],
            cancellationToken).ConfigureAwait(false);
        if (step == RedeemStep.Spend)
            WitnessOf(eventId).Remember(new Deed(place, DeedKind.Spent, proof));
        return (RedeemReply)(int)reply[2];
    }

    public async ValueTask<MaintenanceReply> MaintainAsync(string eventId, TimeSpan away, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = RedisReplies.Maintenance(await CallAsync(
            _scripts.Maintain, eventId, _keys.Of(eventId).Event, policy, [(long)away.TotalMicroseconds], cancellationToken).ConfigureAwait(false));
        if (reply.Loss.Since > 0)
            await TellDeedsAsync(eventId, reply.Loss, policy, cancellationToken).ConfigureAwait(false);
        return reply;
    }

    public async ValueTask<SettingsReply> SettingsAsync(string eventId, EventSettingsChange change, EventPolicy policy, CancellationToken cancellationToken)
    {
        var values = SettingValues.Of(change);
        return RedisReplies.Settings(await RunAsync(
            _scripts.Settings,
            _keys.Of(eventId).Event,
            [policy.Packed, change.ChangedBy, values.Count, .. values.SelectMany(value => (RedisValue[])[value.Name, value.Value])],
            cancellationToken).ConfigureAwait(false));
    }

    public async ValueTask<BindReply> BindAsync(UInt128 key, UInt128 fingerprint, TimeSpan retention, CancellationToken cancellationToken) =>
        RedisReplies.Bind(await RunAsync(
            _scripts.BindKey, _keys.Binding(key), [ScriptArguments.Bytes(fingerprint), (long)retention.TotalMilliseconds], cancellationToken).ConfigureAwait(false));

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
        string eventId, IReadOnlyList<(EntryId Entry, ulong Label, EventPolicy Policy)> batch, CancellationToken cancellationToken)
    {
        var entries = ScriptArguments.Entries(batch.Count, i => batch[i].Entry);
        var labels = ScriptArguments.Labels(batch.Count, i => batch[i].Label);
        var witness = WitnessOf(eventId);
        var (mark, replies) = RedisReplies.Join(await RunAsync(
            _scripts.Join, _keys.Of(eventId).Event, [batch[0].Policy.Packed, witness.Pack(_gatewayId), batch.Count, entries, labels], cancellationToken).ConfigureAwait(false), batch.Count);
        witness.Note(mark, replies[0].Generation);
        return replies;
    }

    private async ValueTask<(StatusReply Status, LossHint Hint)[]> SendStatusesAsync(
        string eventId, IReadOnlyList<(Place Place, bool Hidden, EventPolicy Policy)> batch, CancellationToken cancellationToken)
    {
        var entries = ScriptArguments.Entries(batch.Count, i => batch[i].Place.Entry);
        var tickets = ScriptArguments.Doubles(batch.Count, i => batch[i].Place.Ticket);
        var hidden = string.Create(batch.Count, batch, static (flags, batch) =>
        {
            for (var i = 0; i < flags.Length; i++)
                flags[i] = batch[i].Hidden ? '1' : '0';
        });
        return RedisReplies.Status(await RunAsync(
            _scripts.Status, _keys.Of(eventId).Event, [batch[0].Policy.Packed, batch.Count, entries, tickets, hidden], cancellationToken)
            .ConfigureAwait(false));
    }

    private async ValueTask<EnterReply> EnterOnceAsync(
        string eventId, Place place, UInt128 user, ulong passId, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(
            _scripts.Enter, eventId, _keys.Of(eventId).WithPass(place.Entry), policy, [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, ScriptArguments.Bytes(user), ScriptArguments.Bytes(passId)], cancellationToken)
            .ConfigureAwait(false);
        return RedisReplies.Enter(reply, user);
    }

    /// <summary>A script that says who calls, and whose reply begins with the new mark and the generation.</summary>
    private async ValueTask<RedisResult> CallAsync(
        RedisScript script, string eventId, RedisKey[] keys, EventPolicy policy, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        var witness = WitnessOf(eventId);
        var reply = await RunAsync(script, keys, [policy.Packed, witness.Pack(_gatewayId), .. arguments], cancellationToken).ConfigureAwait(false);
        var (mark, generation) = RedisReplies.Caller(reply);
        witness.Note(mark, generation);
        return reply;
    }

    private EventWitness WitnessOf(string eventId)
    {
        if (_witnesses.TryGetValue(eventId, out var witness))
            return witness;
        // Invented event ids must not fill the memory.
        if (_witnesses.Count >= MaxWitnesses)
            _witnesses.Clear();
        return _witnesses.GetOrAdd(eventId, static (_, time) => new EventWitness(time), _connection.Time);
    }

    private ValueTask<RedisResult> RunAsync(RedisScript script, RedisKey[] keys, RedisValue[] arguments, CancellationToken cancellationToken) =>
        _connection.EvaluateAsync(script, keys, _testClock is null ? arguments : [.. arguments, _testClock()], cancellationToken);
}
