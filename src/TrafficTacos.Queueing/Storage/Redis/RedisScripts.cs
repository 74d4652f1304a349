using System.Collections.Concurrent;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The scripts of lua/, with their includes in place.</summary>
internal sealed class RedisScripts
{
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

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

    public string Join { get; }
    public string Status { get; }
    public string Admitted { get; }
    public string Enter { get; }
    public string Leave { get; }
    public string Redeem { get; }
    public string Pulse { get; }
    public string Settings { get; }
    public string Bind { get; }
    public string Share { get; }
    public string IdempotencyClaim { get; }
    public string IdempotencyComplete { get; }

    /// <summary>The text as it stands in lua/.</summary>
    internal static string Source(string path) => ScriptText.Source(path);

    /// <summary>The name of a script by its text, for a span. Takes a walk through the text: only what is traced asks.</summary>
    public static string NameOf(string text) => Names[text];

    private string Load(string name)
    {
        var text = ScriptText.Load(name, _replacements);
        Names[text] = name;
        return text;
    }
}
