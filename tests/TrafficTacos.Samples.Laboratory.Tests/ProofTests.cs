using Snapshooter.Xunit;
using TrafficTacos.Samples.Laboratory.Cli;
using TrafficTacos.Samples.Laboratory.Measures;
using TrafficTacos.Samples.Laboratory.Reporting;
using TrafficTacos.Samples.Laboratory.Scenarios;
using TrafficTacos.Samples.Laboratory.Simulation;

namespace TrafficTacos.Samples.Laboratory.Tests;

public sealed class ProofTests : IDisposable
{
    /// <summary>Small enough for every run of the tests; large enough that a changed rule or estimate shows.</summary>
    private const double Size = 0.05;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("proof-");

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>The figures of every shipped sale, small: whoever changes them on purpose takes the new snapshot, and writes
    /// docs/proof/ anew.</summary>
    [Fact]
    public void The_figures_have_not_drifted() => Snapshot.Match(string.Join('\n', ShippedScenarios.All()
        .Select(scenario => Findings.Of(Sale.Run(scenario.By(Size), 1)))
        .SelectMany(Tables.Sale)));

    [Fact]
    public async Task One_command_replaces_the_report_as_a_whole()
    {
        var place = Path.Combine(_directory.FullName, "proof");
        Directory.CreateDirectory(place);
        await File.WriteAllTextAsync(Path.Combine(place, "old.txt"), "from before");
        await File.WriteAllTextAsync(Path.Combine(place, "replay.md"), "of another command");
        var found = Findings.Of(Sale.Run(ScenarioGenerator.Draw(3).By(0.02), 1));
        new Proof([found], [found], 1, 0.02).Write(new DirectoryInfo(place));
        Assert.Equal(["README.md", "index.html", "replay.md", "scatter.svg"], Directory.GetFileSystemEntries(place).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("of another command", await File.ReadAllTextAsync(Path.Combine(place, "replay.md")));
        Assert.Equal([place], Directory.GetFileSystemEntries(_directory.FullName));
        var page = await File.ReadAllTextAsync(Path.Combine(place, "index.html"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_report_that_cannot_be_written_leaves_what_was_there()
    {
        var file = Path.Combine(_directory.FullName, "a-file");
        await File.WriteAllTextAsync(file, "not a directory");
        var found = Findings.Of(Sale.Run(ScenarioGenerator.Draw(3).By(0.02), 1));
        Assert.ThrowsAny<IOException>(() => new Proof([found], [found], 1, 0.02).Write(new DirectoryInfo(file)));
        Assert.Equal([file], Directory.GetFileSystemEntries(_directory.FullName));
        Assert.Equal("not a directory", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("run", "nowhere.json")]
    [InlineData("run", "--seed", "-1")]
    [InlineData("run", "--scale", "0")]
    [InlineData("run", "--hold-out", "a.json")]
    [InlineData("run", "--drawn", "260-201")]
    [InlineData("contest", "--drawn", "201")]
    [InlineData("run", "--drawn", "1-2", "--hold-out")]
    [InlineData("dance")]
    public async Task Bad_input_is_refused(params string[] arguments) => Assert.Equal(ExitCode.BadInput, await new LabCommand().InvokeAsync(arguments));
}
