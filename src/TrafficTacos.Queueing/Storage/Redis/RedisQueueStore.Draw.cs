using System.Globalization;
using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Storage.Drawing;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Draws: lua/draw.lua and those beside it.</summary>
internal sealed partial class RedisQueueStore
{
    public async ValueTask<DrawReply> DrawAsync(string eventId, DrawStep step, EventPolicy policy, CancellationToken cancellationToken)
    {
        var keys = _keys.Of(eventId);
        var reply = RedisDrawReplies.Draw(await CallAsync(
            _scripts.Draw,
            eventId,
            keys.With(keys.DrawLeft, keys.DrawLeaves),
            policy,
            [step.Name, step.Packed(), step.Fields.Count, .. step.Fields.SelectMany(field => (RedisValue[])[field.Key, field.Value])],
            cancellationToken).ConfigureAwait(false));
        return reply.Made && step.IsFirm && !await _connection.IsReplicatedAsync(keys.Draw, cancellationToken).ConfigureAwait(false)
            ? reply with { IsReplicated = false }
            : reply;
    }

    public async ValueTask<IReadOnlyList<DrawnEntry>> ReadDrawnAsync(
        string eventId, bool left, double? after, int limit, EventPolicy policy, CancellationToken cancellationToken)
    {
        var keys = _keys.Of(eventId);
        RedisValue from = after is { } end ? ((long)end).ToString(CultureInfo.InvariantCulture) : "-inf";
        return RedisDrawReplies.Entries(await RunAsync(
            _scripts.DrawEntries, keys.With(keys.DrawLeft), [policy.Packed, left ? 1 : 0, from, limit], cancellationToken).ConfigureAwait(false));
    }

    public ValueTask<DrawPart> KeepPartAsync(string eventId, ReadOnlyMemory<byte> root, int number, DrawPart part, CancellationToken cancellationToken) =>
        PartAsync(eventId, ["write", root, number, part.Leaves, part.Whose], cancellationToken);

    public ValueTask<DrawPart> ReadPartAsync(string eventId, ReadOnlyMemory<byte> root, int number, CancellationToken cancellationToken) =>
        PartAsync(eventId, ["read", root, number, "", ""], cancellationToken);

    public async ValueTask<int?> RankAsync(string eventId, int part, IReadOnlyList<DrawnRank> ranks, EventPolicy policy, CancellationToken cancellationToken)
    {
        var moved = string.Create(ranks.Count, ranks, static (flags, ranks) =>
        {
            for (var i = 0; i < flags.Length; i++)
                flags[i] = ranks[i].IsMoved ? '1' : '0';
        });
        var reply = await RunAsync(
            _scripts.DrawRanks,
            _keys.Of(eventId).Event,
            [
                policy.Packed, part, ranks.Count, ScriptArguments.Entries(ranks.Count, i => ranks[i].Place.Entry),
                ScriptArguments.Doubles(ranks.Count, i => ranks[i].Place.Ticket), ScriptArguments.Doubles(ranks.Count, i => (long)ranks[i].Rank), moved,
            ],
            cancellationToken).ConfigureAwait(false);
        return (int)reply[0] < 0 ? null : (int)reply[1];
    }

    private async ValueTask<DrawPart> PartAsync(string eventId, RedisValue[] arguments, CancellationToken cancellationToken)
    {
        var keys = _keys.Of(eventId);
        var reply = await RunAsync(_scripts.DrawLeaves, keys.With(keys.DrawLeaves), arguments, cancellationToken).ConfigureAwait(false);
        return new DrawPart((byte[])reply[0]!, (byte[])reply[1]!);
    }
}
