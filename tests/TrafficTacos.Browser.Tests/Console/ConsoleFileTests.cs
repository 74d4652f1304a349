using System.Text.Json;
using System.Text.RegularExpressions;
using TrafficTacos.Testing;

namespace TrafficTacos.Browser.Tests.Console;

/// <summary>The files of the page, without a browser.</summary>
public sealed partial class ConsoleFileTests
{
    private static readonly string Folder = Path.GetFullPath(BrowserFixture.Path("ConsolePage"));

    [Fact]
    public async Task Both_languages_have_the_same_texts_with_the_same_values()
    {
        var (english, korean) = (await TextsAsync("en"), await TextsAsync("ko"));
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), korean.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(english.Where(text => !Values(text.Value).IsSubsetOf(Values(korean[text.Key])) && !Optional(text.Value)).Select(text => text.Key));
        Assert.Empty(korean.Where(text => !Values(text.Value).IsSubsetOf(Values(english[text.Key]))).Select(text => text.Key));
    }

    [Fact]
    public async Task Every_text_that_is_named_is_there_and_every_text_is_named()
    {
        var texts = await TextsAsync("en");
        var source = string.Join('\n', Directory.EnumerateFiles(Folder, "*.js", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/texts/", StringComparison.Ordinal) && !file.Contains("/vendor/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var named = KeyPattern().Matches(source).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(TextPattern().Matches(source).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal), texts.Keys.ToHashSet(StringComparer.Ordinal));
        // A text whose name is put together has its beginning in the source: `phase.${phase}`.
        var beginnings = BeginningPattern().Matches(source).Select(match => match.Groups["key"].Value).ToList();
        Assert.Equal([], texts.Keys.Where(key => !named.Contains(key) && !beginnings.Exists(beginning => key.StartsWith(beginning, StringComparison.Ordinal))).ToArray());
    }

    /// <summary>Otherwise a browser learns of them one after the other, as they import each other.</summary>
    [Fact]
    public void The_page_asks_for_all_its_modules_at_once()
    {
        var modules = Directory.EnumerateFiles(Folder, "*.js", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))
            .Where(file => !file.StartsWith("texts/", StringComparison.Ordinal) && file is not "main.js").Order(StringComparer.Ordinal);
        Assert.Equal(modules, PreloadPattern().Matches(File.ReadAllText(Path.Combine(Folder, "index.html"))).Select(match => match.Groups["file"].Value));
    }

    /// <summary>No markup is made of texts, and nothing is inline: the content security policy forbids it, and so does this.</summary>
    [Fact]
    public void Nothing_reads_markup_and_nothing_is_inline()
    {
        foreach (var file in Directory.EnumerateFiles(Folder, "*.*", SearchOption.AllDirectories).Where(file => !file.Contains("/vendor/", StringComparison.Ordinal)))
            Assert.DoesNotMatch(MarkupPattern(), File.ReadAllText(file));
    }

    [Fact]
    public async Task The_charts_are_what_their_package_gives()
    {
        var folder = Directory.CreateTempSubdirectory("traffictacos-bundle-").FullName;
        var (exitCode, output) = await NodePrograms.RunAsync([Path.Combine(NodePrograms.Folder, "bundle-uplot.mjs"), folder]);
        Assert.True(exitCode == 0, output);
        foreach (var file in (string[])["uplot.js", "uplot.css"])
            Assert.Equal(await File.ReadAllTextAsync(Path.Combine(folder, file)), await File.ReadAllTextAsync(Path.Combine(Folder, "vendor", file)));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<Dictionary<string, string>> TextsAsync(string language)
    {
        var script = $"import('file://{Folder}/texts/{language}.js').then(file => console.log(JSON.stringify(file.default)))";
        var (exitCode, output) = await NodePrograms.RunAsync(["--no-warnings", "--input-type=module", "--eval", script]);
        Assert.True(exitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        return json.RootElement.EnumerateObject().ToDictionary(text => text.Name, text => text.Value.GetRawText(), StringComparer.Ordinal);
    }

    private static HashSet<string> Values(string text) => [.. ValuePattern().Matches(text).Select(match => match.Value)];

    /// <summary>Forms of a number name {count} besides what is shown.</summary>
    private static bool Optional(string text) => text.StartsWith('{');

    [GeneratedRegex(@"\{[a-z0-9]+\}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ValuePattern();

    [GeneratedRegex(@"'(?<key>[A-Za-z]+(\.[A-Za-z0-9_]+)*)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"\bt\('(?<key>[^']+)'", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TextPattern();

    [GeneratedRegex(@"`(?<key>[A-Za-z]+(\.[A-Za-z]+)*\.)\$\{", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BeginningPattern();

    [GeneratedRegex(@"rel=""modulepreload"" href=""files/(?<file>[^""]+)""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PreloadPattern();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(| style=|<script>|<style|\bon[a-z]+=""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex MarkupPattern();
}
