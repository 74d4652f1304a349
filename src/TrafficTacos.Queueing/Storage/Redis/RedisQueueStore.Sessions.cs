using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Sessions: lua/open_session.lua and session.lua.</summary>
internal sealed partial class RedisQueueStore
{
    public async ValueTask<OpenReply> OpenSessionAsync(
        string eventId, Place place, PassProof proof, ulong sessionId, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = RedisReplies.Opened(await CallAsync(
            _scripts.OpenSession, eventId, _keys.Of(eventId).WithPass(place.Entry), policy,
            [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, ScriptArguments.Bytes(sessionId), ScriptArguments.Pack(proof)], cancellationToken).ConfigureAwait(false));
        if (reply.Code == OpenCode.Opened)
            WitnessOf(eventId).Remember(new Deed(place, DeedKind.Opened, default) { Session = reply.Session });
        return reply;
    }

    public async ValueTask<SessionReply> SessionAsync(
        string eventId, Place place, SessionProof proof, SessionStep step, EventPolicy policy, CancellationToken cancellationToken)
    {
        var reply = await SessionOnceAsync(eventId, place, proof, step, policy, cancellationToken).ConfigureAwait(false);
        if (step == SessionStep.Release && reply.Code == SessionCode.Live)
            WitnessOf(eventId).Remember(new Deed(place with { Ticket = reply.Ticket }, DeedKind.Released, default) { Session = proof with { OpenedAt = reply.Session.OpenedAt } });
        return reply;
    }

    private async ValueTask<SessionReply> SessionOnceAsync(
        string eventId, Place place, SessionProof proof, SessionStep step, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue name = step switch
        {
            SessionStep.Check => "check",
            SessionStep.Renew => "renew",
            SessionStep.Extend => "extend",
            _ => "release",
        };
        return RedisReplies.Session(await CallAsync(
            _scripts.Session, eventId, _keys.Of(eventId).WithPass(place.Entry), policy,
            [name, ScriptArguments.Bytes(place.Entry.Value), ScriptArguments.Bytes(proof.Id), ScriptArguments.Pack(place, proof)], cancellationToken).ConfigureAwait(false));
    }
}
