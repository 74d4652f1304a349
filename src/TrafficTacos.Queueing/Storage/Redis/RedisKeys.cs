using StackExchange.Redis;
using TrafficTacos.Queueing.Tokens;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The keys of one event. All share its hash tag, so that one slot of a cluster holds them all.</summary>
internal sealed class RedisKeys
{
    private readonly string _prefix;

    public RedisKeys(string prefix, string eventId)
    {
        _prefix = $"{prefix}:{{{eventId}}}:";
        Event = [Queue, Heartbeats, State, Settings, Turns, Records, Remembered, Admitted, Rates, Journal, Restored, Users, Sessions, Audit, Draw, History];
    }

    /// <summary>All of an event but the passes, as lua/include/event_keys.lua names them.</summary>
    public RedisKey[] Event { get; }

    internal RedisKey Queue => _prefix + "queue";
    internal RedisKey Heartbeats => _prefix + "heartbeats";
    internal RedisKey State => _prefix + "state";
    internal RedisKey Settings => _prefix + "settings";
    internal RedisKey Turns => _prefix + "turns";
    internal RedisKey Records => _prefix + "records";
    internal RedisKey Remembered => _prefix + "remembered";
    internal RedisKey Admitted => _prefix + "admitted";
    internal RedisKey Rates => _prefix + "rates";
    internal RedisKey Journal => _prefix + "journal";
    internal RedisKey Restored => _prefix + "restored";
    internal RedisKey Users => _prefix + "users";
    internal RedisKey Sessions => _prefix + "sessions";
    internal RedisKey Audit => _prefix + "audit";
    internal RedisKey Draw => _prefix + "draw";
    internal RedisKey History => _prefix + "history";

    /// <summary>All of an event, what a removal took, and who left since the draw froze.</summary>
    public RedisKey[] WithRemoval(UInt128 removal) => [.. Event, string.Concat(_prefix, "removed:", removal.ToString("x32", null)), DrawLeft];

    /// <summary>Who left since their draw froze, by ticket.</summary>
    internal RedisKey DrawLeft => _prefix + "draw_left";

    /// <summary>The parts of the list of leaves.</summary>
    internal RedisKey DrawLeaves => _prefix + "draw_leaves";

    /// <summary>All of an event and others of it.</summary>
    public RedisKey[] With(params ReadOnlySpan<RedisKey> others) => [.. Event, .. others];

    /// <summary>The same and the pass of one entry.</summary>
    public RedisKey[] WithPass(EntryId entry) => [.. Event, Pass(entry)];

    internal RedisKey Pass(EntryId entry) => string.Concat(_prefix, "pass:", entry.Value.ToString("x32", null));
}
