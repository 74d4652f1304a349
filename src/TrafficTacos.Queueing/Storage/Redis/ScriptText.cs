using System.Text;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>The scripts of lua/ that are embedded in this assembly, with their includes in place. The gateway host compiles this
/// file too, for those embedded in its own.</summary>
internal static class ScriptText
{
    private const string IncludeMark = "-- include:";

    /// <summary>The text as it stands in lua/.</summary>
    public static string Source(string path)
    {
        using var stream = typeof(ScriptText).Assembly.GetManifestResourceStream($"lua/{path}.lua")
            ?? throw new InvalidOperationException($"The script lua/{path}.lua is not in {typeof(ScriptText).Assembly.GetName().Name}.");
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>The text as it goes to Redis.</summary>
    /// <param name="path">Where it stands in lua/.</param>
    /// <param name="replacements">Include name → text, for tests that move the scripts' clock.</param>
    public static string Load(string path, IReadOnlyDictionary<string, string> replacements)
    {
        var script = new StringBuilder();
        Append(script, Source(path), replacements);
        return script.ToString();
    }

    /// <summary>Comments and indentation stay here: the client looks a script up by its whole text on every call.</summary>
    private static void Append(StringBuilder script, string source, IReadOnlyDictionary<string, string> replacements)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.StartsWith(IncludeMark, StringComparison.Ordinal))
            {
                foreach (var include in text[IncludeMark.Length..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Append(script, replacements.TryGetValue(include, out var replacement) ? replacement : Source("include/" + include), replacements);
            }
            else if (text.Length > 0 && !text.StartsWith("--", StringComparison.Ordinal))
            {
                script.Append(text).Append('\n');
            }
        }
    }
}
