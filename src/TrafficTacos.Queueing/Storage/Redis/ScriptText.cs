using System.Reflection;
using System.Text;

namespace TrafficTacos.Queueing.Storage.Redis;

/// <summary>Reads scripts that are embedded in an assembly as <c>lua/{path}.lua</c>, and puts their includes in place. Includes come
/// from this assembly.</summary>
internal static class ScriptText
{
    private const string IncludeMark = "-- include:";

    private static readonly Assembly Library = typeof(ScriptText).Assembly;

    /// <summary>The text of a file.</summary>
    public static string Source(string path, Assembly? assembly = null)
    {
        using var stream = (assembly ?? Library).GetManifestResourceStream($"lua/{path}.lua")
            ?? throw new InvalidOperationException($"The script lua/{path}.lua is not in {(assembly ?? Library).GetName().Name}.");
        return new StreamReader(stream).ReadToEnd();
    }

    /// <summary>The texts of all files of this assembly, but those that only look at Redis.</summary>
    public static IEnumerable<string> All() => Library.GetManifestResourceNames()
        .Where(name => name.StartsWith("lua/", StringComparison.Ordinal) && !name.StartsWith("lua/checks/", StringComparison.Ordinal))
        .Select(name => Source(name["lua/".Length..^".lua".Length]));

    /// <summary>The text that goes to Redis.</summary>
    /// <param name="path">The script's path in lua/, without extension.</param>
    /// <param name="replacements">Include name → text, for tests that replace the clock.</param>
    /// <param name="assembly">Where the script is embedded; null for this one.</param>
    public static string Load(string path, IReadOnlyDictionary<string, string> replacements, Assembly? assembly = null)
    {
        var script = new StringBuilder();
        Append(script, Source(path, assembly), replacements, []);
        return script.ToString();
    }

    /// <summary>Puts each include in place where it is first named, by the script or by another include: Redis makes every function again
    /// with every call. Drops comments and indentation: the client looks a script up by its whole text on every call.</summary>
    private static void Append(StringBuilder script, string source, IReadOnlyDictionary<string, string> replacements, HashSet<string> included)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            if (text.StartsWith(IncludeMark, StringComparison.Ordinal))
            {
                foreach (var include in text[IncludeMark.Length..].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(included.Add))
                    Append(script, replacements.TryGetValue(include, out var replacement) ? replacement : Source("include/" + include), replacements, included);
            }
            else if (text.Length > 0 && !text.StartsWith("--", StringComparison.Ordinal))
            {
                script.Append(text).Append('\n');
            }
        }
    }
}
