using Snapshooter.Xunit;
using TrafficTacos.Tools.Laboratory.Measures;
using TrafficTacos.Tools.Laboratory.Reporting;
using TrafficTacos.Tools.Laboratory.Scenarios;
using TrafficTacos.Tools.Laboratory.Simulation;

namespace TrafficTacos.Tools.Laboratory.Tests;

public sealed class ReportTests : IDisposable
{
    /// <summary>Small enough for every test run, and large enough to show a changed rule or estimate.</summary>
    private const double SnapshotScale = 0.05;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("report-");

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>The measures of every bundled scenario. After an intended change, accept the new snapshot and regenerate docs/proof.</summary>
    [Fact]
    public void Measures_have_not_changed() => Snapshot.Match(string.Join('\n', BundledScenarios.All()
        .Select(scenario => SaleAnalysis.Of(SaleSimulation.Run(scenario.ScaleBy(SnapshotScale), 1)))
        .SelectMany(TextTables.Sale)));

    [Fact]
    public async Task The_report_is_replaced_as_a_whole()
    {
        var target = Path.Combine(_directory.FullName, "proof");
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, "old.txt"), "earlier report");
        await File.WriteAllTextAsync(Path.Combine(target, "replay.md"), "of the replay command");
        CreateWriter().Write(new DirectoryInfo(target));
        Assert.Equal(["README.md", "index.html", "replay.md", "scatter.svg"], Directory.GetFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("of the replay command", await File.ReadAllTextAsync(Path.Combine(target, "replay.md")));
        Assert.Equal([target], Directory.GetFileSystemEntries(_directory.FullName));
        var page = await File.ReadAllTextAsync(Path.Combine(target, "index.html"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_failed_write_leaves_the_target_unchanged()
    {
        var file = Path.Combine(_directory.FullName, "a-file");
        await File.WriteAllTextAsync(file, "not a directory");
        Assert.ThrowsAny<IOException>(() => CreateWriter().Write(new DirectoryInfo(file)));
        Assert.Equal([file], Directory.GetFileSystemEntries(_directory.FullName));
        Assert.Equal("not a directory", await File.ReadAllTextAsync(file));
    }

    private static ReportWriter CreateWriter()
    {
        var sale = SaleAnalysis.Of(SaleSimulation.Run(ScenarioGenerator.Generate(3).ScaleBy(0.02), 1));
        return new ReportWriter([sale], [sale], [sale], [sale], 1, 0.02);
    }
}
