namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The scripts of lua/, with their includes in place.</summary>
internal sealed class RedisScripts
{
    private readonly IReadOnlyDictionary<string, string> _replacements;

    /// <param name="replacements">Include name → text, for tests that move the scripts' clock; production passes nothing.</param>
    public RedisScripts(IReadOnlyDictionary<string, string>? replacements = null)
    {
        _replacements = replacements ?? new Dictionary<string, string>(StringComparer.Ordinal);
        Join = Load("join");
        Status = Load("status");
        Admitted = Load("admitted");
        Enter = Load("enter");
        Leave = Load("leave");
        Redeem = Load("redeem");
        Pulse = Load("pulse");
        Settings = Load("settings");
        Bind = Load("bind");
        Share = Load("share");
        IdempotencyClaim = Load("idempotency_claim");
        IdempotencyComplete = Load("idempotency_complete");
    }

    public RedisScript Join { get; }
    public RedisScript Status { get; }
    public RedisScript Admitted { get; }
    public RedisScript Enter { get; }
    public RedisScript Leave { get; }
    public RedisScript Redeem { get; }
    public RedisScript Pulse { get; }
    public RedisScript Settings { get; }
    public RedisScript Bind { get; }
    public RedisScript Share { get; }
    public RedisScript IdempotencyClaim { get; }
    public RedisScript IdempotencyComplete { get; }

    /// <summary>The text as it stands in lua/.</summary>
    internal static string Source(string path) => ScriptText.Source(path);

    private RedisScript Load(string name) => new(name, ScriptText.Load(name, _replacements));
}
