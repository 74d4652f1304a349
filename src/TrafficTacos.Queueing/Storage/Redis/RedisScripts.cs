using System.Text;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The scripts of lua/, with their includes in place.</summary>
internal sealed class RedisScripts
{
    private const string IncludeMark = "-- include:";

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
    internal static string Source(string path)
    {
        using var stream = typeof(RedisScripts).Assembly.GetManifestResourceStream($"lua/{path}.lua")
            ?? throw new InvalidOperationException($"The script lua/{path}.lua is not in the package.");
        return new StreamReader(stream).ReadToEnd();
    }

    private string Load(string name)
    {
        var script = new StringBuilder();
        Append(script, Source(name));
        return script.ToString();
    }

    /// <summary>Comments and indentation stay here: the client looks a script up by its whole text on every call.</summary>
    private void Append(StringBuilder script, string source)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.StartsWith(IncludeMark, StringComparison.Ordinal))
            {
                foreach (var include in text[IncludeMark.Length..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Append(script, _replacements.TryGetValue(include, out var replacement) ? replacement : Source("include/" + include));
            }
            else if (text.Length > 0 && !text.StartsWith("--", StringComparison.Ordinal))
            {
                script.Append(text).Append('\n');
            }
        }
    }
}
