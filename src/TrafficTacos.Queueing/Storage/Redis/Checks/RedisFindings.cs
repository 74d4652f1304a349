using System.Globalization;

namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>Everything that can be found. docs/redis.md has the same table.</summary>
internal static class RedisFindings
{
    public static StoreFinding Unreachable(string reason) => Critical(
        "unreachable", $"There is no connection to Redis: {reason}", "Check that Redis runs, and its address, network, firewall and TLS.");

    public static StoreFinding NoAnswer(TimeSpan timeout) => Critical(
        "no_answer",
        string.Create(CultureInfo.InvariantCulture, $"Redis did not answer within {timeout.TotalMilliseconds:0} ms."),
        "Look at the load of Redis (SLOWLOG GET), its disk and the network.");

    public static StoreFinding WrongPassword(string reply) => Critical(
        "wrong_password", $"Redis refuses the user or password: {reply}", "Configure the current user and password, and restart the gateways.");

    public static StoreFinding PasswordChanged { get; } = Warning(
        "password_changed",
        "Redis does not accept the configured password any more. Open connections go on; the next one will be refused.",
        "Configure the new password and restart the gateways, or allow the old one until then (ACL SETUSER … >old).");

    public static StoreFinding MissingPermission(string what) => Critical(
        "missing_permission", $"The user of Redis lacks permissions: {what}. Scripts are not run, so that none stops half-way.", "Grant them (ACL SETUSER …).");

    public static StoreFinding OldVersion(string version) => Critical(
        "old_version", $"Redis {version} is too old for the scripts.", "Use Redis 7 or newer.");

    public static StoreFinding ReadOnly { get; } = Critical(
        "read_only", "Redis is a replica and takes no writes.", "Connect to the primary, or name all nodes, a name that follows the primary, or the sentinels.");

    public static StoreFinding TwoPrimaries(string nodes) => Warning(
        "two_primaries", $"Several nodes say that they are the primary: {nodes}.", "Make all but one a replica: gateways could use different ones.");

    public static StoreFinding Loading { get; } = Critical("loading", "Redis still loads its data.", "Wait; the gateway notices the end.");

    public static StoreFinding TooFewReplicas { get; } = Critical(
        "too_few_replicas", "Redis takes no writes, because too few replicas are connected.", "Repair the replicas, or lower min-replicas-to-write.");

    public static StoreFinding ClusterDown(string reply) => Critical(
        "cluster_down", $"The cluster does not serve: {reply}", "Look at CLUSTER INFO and CLUSTER NODES: a primary without a replica is down, or slots have no node.");

    public static StoreFinding Busy { get; } = Critical(
        "busy", "Redis runs a script that does not end.", "Find out whose it is, and end it (SCRIPT KILL).");

    public static StoreFinding OutOfMemory { get; } = Critical(
        "out_of_memory", "Redis is full and refuses writes.", "Raise maxmemory, and find out what else is stored there.");

    public static StoreFinding CannotPersist(string reply) => Critical(
        "cannot_persist", $"Redis cannot write to its disk and refuses writes: {reply}", "Make room on the disk and see Redis' log; it goes on by itself.");

    public static StoreFinding Refused(string reply) => Critical("refused", $"Redis refuses: {reply}", "See Redis' log.");

    public static StoreFinding EvictionPolicy(string node, string policy) => Warning(
        "eviction_policy", $"{node} has maxmemory-policy {policy}, which may evict a queue.", "Set maxmemory-policy noeviction.");

    public static StoreFinding EvictedKeys(string node, long count) => Warning(
        "evicted_keys",
        string.Create(CultureInfo.InvariantCulture, $"{node} evicted {count} keys since the last look; a queue, its passes or its settings may be among them."),
        "Set maxmemory-policy noeviction, and raise maxmemory.");

    public static StoreFinding NoMemoryLimit(string node) => Note(
        "no_memory_limit", $"{node} has no maxmemory: the system may end it when memory runs out.", "Set maxmemory below the memory of the machine.");

    public static StoreFinding MemoryNearlyFull(string node, double share) => Warning(
        "memory_nearly_full",
        string.Create(CultureInfo.InvariantCulture, $"{node} uses {100 * share:0} % of maxmemory; when it is full, every call fails."),
        "Raise maxmemory, and find out what else is stored there.");

    public static StoreFinding NotDurable(string node) => Warning(
        "not_durable",
        $"{node} has no append-only file and no replica: if it restarts, what happened since its last snapshot is lost.",
        "Set appendonly yes, or add a replica.");

    public static StoreFinding PersistenceFails(string node, string what) => Warning(
        "persistence_fails", $"{node} could not write its data to disk ({what}).", "Look at Redis' log: the disk may be full or the folder not writable.");

    public static StoreFinding ClockDiffers(string node, TimeSpan difference) => Warning(
        "clock_differs",
        string.Create(CultureInfo.InvariantCulture, $"The clock of {node} is {Math.Abs(difference.TotalSeconds):0.0} s {(difference > TimeSpan.Zero ? "ahead of" : "behind")} this gateway's."),
        "Let both machines take their time from NTP.");

    public static StoreFinding Unknown(string what) => Note(
        "unknown", $"Redis does not tell {what}, so nobody watches it.", "Allow INFO to the user of Redis, or watch it yourself.");

    private static StoreFinding Critical(string code, string text, string remedy) => new(code, FindingSeverity.Critical, text, remedy);

    private static StoreFinding Warning(string code, string text, string remedy) => new(code, FindingSeverity.Warning, text, remedy);

    private static StoreFinding Note(string code, string text, string remedy) => new(code, FindingSeverity.Note, text, remedy);
}
