using TrafficTacos.Tools.Laboratory.Measures;

namespace TrafficTacos.Tools.Laboratory.Reporting;

/// <summary>Writes the report's files. It writes them to a temporary directory and then replaces the target as a whole, so that an
/// interrupted run leaves the earlier report.</summary>
internal sealed class ReportWriter(
    IReadOnlyList<SaleAnalysis> bundled,
    IReadOnlyList<SaleAnalysis> holdOut,
    IReadOnlyList<SaleAnalysis> conditions,
    IReadOnlyList<SaleAnalysis> known,
    ulong seed,
    double scale)
{
    private const int ScatterPointsPerSale = 12;

    public void Write(DirectoryInfo directory)
    {
        var target = Path.TrimEndingDirectorySeparator(directory.FullName);
        var (temporary, backup) = ($"{target}.new-{Environment.ProcessId}", $"{target}.old-{Environment.ProcessId}");
        Directory.CreateDirectory(temporary);
        try
        {
            foreach (var (name, text) in CreateFiles())
                File.WriteAllText(Path.Combine(temporary, name), text.ReplaceLineEndings("\n"));
            // The replay command writes its own file here.
            CopyIfExists(Path.Combine(target, ReplayReport.FileName), temporary);
            if (Directory.Exists(target))
                Directory.Move(target, backup);
            Directory.Move(temporary, target);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
            // The target is missing only if the second move failed.
            if (Directory.Exists(backup) && !Directory.Exists(target))
                Directory.Move(backup, target);
            if (Directory.Exists(backup))
                Directory.Delete(backup, recursive: true);
        }
    }

    /// <summary>The name and the text of each file.</summary>
    public IEnumerable<(string Name, string Text)> CreateFiles()
    {
        var summary = new ReportSummary(bundled, holdOut, conditions);
        yield return ("README.md", MarkdownReport.Create(summary, bundled, holdOut, conditions, known, seed, scale));
        yield return ("index.html", HtmlReport.Create(summary, bundled, [.. holdOut, .. conditions]));
        yield return ("scatter.svg", SalePlots.EstimateScatter("Estimated and actual wait, all sales", [.. SampleOfEachSale()]).ToSvg() + "\n");
    }

    private static void CopyIfExists(string file, string directory)
    {
        if (File.Exists(file))
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)));
    }

    /// <summary>A few estimates of every sale, so that large sales do not hide the others.</summary>
    private IEnumerable<ScoredEstimate> SampleOfEachSale() => bundled.Concat(holdOut).Concat(conditions).SelectMany(sale =>
        sale.LibraryEstimates.Where((_, i) => i % Math.Max(1, sale.LibraryEstimates.Count / ScatterPointsPerSale) == 0));
}
