using TrafficTacos.Samples.Laboratory.Measures;

namespace TrafficTacos.Samples.Laboratory.Reporting;

/// <summary>The report's files. They are written beside their place and then put there together: an interrupted run leaves
/// what was there before.</summary>
internal sealed class Proof(IReadOnlyList<Findings> shipped, IReadOnlyList<Findings> holdOut, ulong seed, double scale)
{
    public void Write(DirectoryInfo directory)
    {
        var place = Path.TrimEndingDirectorySeparator(directory.FullName);
        var (fresh, old) = ($"{place}.new-{Environment.ProcessId}", $"{place}.old-{Environment.ProcessId}");
        Directory.CreateDirectory(fresh);
        try
        {
            foreach (var (name, text) in Files())
                File.WriteAllText(Path.Combine(fresh, name), text.ReplaceLineEndings("\n"));
            Keep(Path.Combine(place, ReplayPage.FileName), fresh);
            if (Directory.Exists(place))
                Directory.Move(place, old);
            Directory.Move(fresh, place);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
            // The place is empty only when the second move failed: then what was there comes back.
            if (Directory.Exists(old) && !Directory.Exists(place))
                Directory.Move(old, place);
            if (Directory.Exists(old))
                Directory.Delete(old, recursive: true);
        }
    }

    /// <summary>What another command wrote here stays.</summary>
    private static void Keep(string file, string fresh)
    {
        if (File.Exists(file))
            File.Copy(file, Path.Combine(fresh, Path.GetFileName(file)));
    }

    /// <summary>Name and text of each file.</summary>
    public IEnumerable<(string Name, string Text)> Files()
    {
        var summary = new Summary(shipped, holdOut);
        yield return ("README.md", MarkdownPage.Of(summary, shipped, holdOut, seed, scale));
        yield return ("index.html", HtmlPage.Of(summary, shipped, holdOut));
        yield return ("scatter.svg", Plots.Scatter("Told and true, over all sales", [.. Mixed()]).Svg() + "\n");
    }

    /// <summary>A few answers of every sale, so that none hides the others.</summary>
    private IEnumerable<Forecast> Mixed() => shipped.Concat(holdOut).SelectMany(found =>
        found.Library.Where((_, i) => i % Math.Max(1, found.Library.Count / 12) == 0));
}
