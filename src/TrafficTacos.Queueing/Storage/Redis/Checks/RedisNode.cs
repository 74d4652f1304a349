using System.Globalization;

namespace TrafficTacos.Queueing.Storage.Redis.Checks;

/// <summary>What INFO says about a node.</summary>
/// <param name="name">Its address.</param>
/// <param name="info">The reply of INFO.</param>
internal sealed class RedisNode(string name, string info)
{
    private const int OldestVersion = 7;

    /// <summary>The share of maxmemory from which the rest may not do for a sale.</summary>
    private const double NearlyFull = 0.9;

    private readonly Dictionary<string, string> _fields = Parse(info);

    public long EvictedKeys => Number("evicted_keys");

    /// <summary>One line for the log.</summary>
    public override string ToString() =>
        $"{name}: Redis {Text("redis_version")}, {Text("role")} with {Text("connected_slaves")} replicas, {Text("maxmemory_policy")}, "
        + $"maxmemory {Text("maxmemory_human")}, append-only file {(IsAppendOnly ? "on" : "off")}";

    /// <param name="evictedBefore">The keys that it had evicted at the last look; null at the first one.</param>
    public IEnumerable<StoreFinding> Judge(long? evictedBefore)
    {
        if (int.TryParse(Text("redis_version").Split('.')[0], CultureInfo.InvariantCulture, out var major) && major < OldestVersion)
            yield return RedisFindings.OldVersion(Text("redis_version"));
        if (Text("maxmemory_policy") is not ("noeviction" or "") and var policy)
            yield return RedisFindings.EvictionPolicy(name, policy);
        if (EvictedKeys > evictedBefore)
            yield return RedisFindings.EvictedKeys(name, EvictedKeys - evictedBefore.Value);
        if (Number("maxmemory") is var limit && limit == 0)
            yield return RedisFindings.NoMemoryLimit(name);
        else if (Number("used_memory") >= NearlyFull * limit)
            yield return RedisFindings.MemoryNearlyFull(name, (double)Number("used_memory") / limit);
        if (!IsAppendOnly && Number("connected_slaves") == 0)
            yield return RedisFindings.NotDurable(name);
        var failing = ((string[])["rdb_last_bgsave_status", "aof_last_bgrewrite_status", "aof_last_write_status"])
            .Where(status => string.Equals(Text(status), "err", StringComparison.Ordinal)).ToList();
        if (failing.Count > 0)
            yield return RedisFindings.PersistenceFails(name, string.Join(", ", failing));
    }

    private bool IsAppendOnly => Number("aof_enabled") == 1;

    private string Text(string field) => _fields.GetValueOrDefault(field, "");

    private long Number(string field) => long.TryParse(Text(field), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Dictionary<string, string> Parse(string info)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in info.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                fields[line[..colon]] = line[(colon + 1)..];
        }

        return fields;
    }
}
