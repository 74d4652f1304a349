namespace TrafficTacos.Packaging.Tests;

/// <summary>The sources of the applications, which this assembly carries.</summary>
internal static class EmbeddedFiles
{
    /// <param name="prefix">The first part of their names.</param>
    public static IEnumerable<(string Path, string Text)> Under(string prefix) =>
        typeof(EmbeddedFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => (name[prefix.Length..], Read(name)));

    public static string Read(string name)
    {
        using var text = new StreamReader(typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(name)!);
        return text.ReadToEnd();
    }
}
