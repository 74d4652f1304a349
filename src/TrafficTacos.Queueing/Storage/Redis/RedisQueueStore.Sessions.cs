using StackExchange.Redis;
using TrafficTacos.Queueing.Admission;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Sessions: lua/open_session.lua and session.lua.</summary>
internal sealed partial class RedisQueueStore
{
    public async ValueTask<OpenReply> OpenSessionAsync(
        string eventId, Place place, PassProof proof, ulong sessionId, EventPolicy policy, CancellationToken cancellationToken) =>
        RedisReplies.Opened(await CallAsync(
            _scripts.OpenSession, eventId, _keys.Of(eventId).WithPass(place.Entry), policy,
            [ScriptArguments.Bytes(place.Entry.Value), place.Ticket, ScriptArguments.Bytes(sessionId), ScriptArguments.Pack(proof)], cancellationToken).ConfigureAwait(false));

    public async ValueTask<SessionReply> SessionAsync(
        string eventId, EntryId entry, ulong sessionId, SessionStep step, EventPolicy policy, CancellationToken cancellationToken)
    {
        RedisValue name = step switch
        {
            SessionStep.Check => "check",
            SessionStep.Renew => "renew",
            SessionStep.Extend => "extend",
            _ => "release",
        };
        return RedisReplies.Session(await CallAsync(
            _scripts.Session, eventId, _keys.Of(eventId).WithPass(entry), policy,
            [name, ScriptArguments.Bytes(entry.Value), ScriptArguments.Bytes(sessionId)], cancellationToken).ConfigureAwait(false));
    }
}
