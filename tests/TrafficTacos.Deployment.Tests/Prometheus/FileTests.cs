using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace TrafficTacos.Deployment.Tests.Prometheus;

/// <summary>What Prometheus' own tool says of the files, and what holds between them.</summary>
public sealed partial class FileTests
{
    private static IEnumerable<YamlMappingNode> Alerts => ((YamlSequenceNode)Files.Yaml("prometheus", "alerts.yml")["groups"])
        .SelectMany(group => (YamlSequenceNode)group["rules"]).Cast<YamlMappingNode>();

    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("test", "rules", "alerts_test.yml")]
    public async Task Promtool_passes(string verb, string what, string file)
    {
        var (status, output) = await Tool.RunAsync("promtool", verb, what, Files.Of("prometheus", file));
        Assert.True(status == 0, output);
    }

    /// <summary>As recording rules, since promtool parses those.</summary>
    [Fact]
    public async Task Every_query_of_the_dashboard_parses()
    {
        var rules = Dashboard.Queries.Select((query, i) =>
            string.Create(CultureInfo.InvariantCulture, $"      - record: query:{i}\n        expr: '{query.Expression.Replace("'", "''", StringComparison.Ordinal)}'"));
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "groups:\n  - name: dashboard\n    rules:\n" + string.Join('\n', rules) + '\n');
        try
        {
            var (status, output) = await Tool.RunAsync("promtool", "check", "rules", path);
            Assert.True(status == 0, output);
            Assert.Contains($"{Dashboard.Queries.Count} rules found", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void No_variable_of_the_dashboard_is_left_unfilled() =>
        Assert.DoesNotContain(Dashboard.Queries, query => query.Expression.Contains('$', StringComparison.Ordinal));

    [Fact]
    public void Every_alert_has_a_chapter_that_says_what_to_do_and_a_scene_in_which_it_fires()
    {
        var chapters = Heading().Matches(Files.Document("operations.md"))
            .Select(match => Anchor(match.Groups["title"].Value)).ToHashSet(StringComparer.Ordinal);
        var fires = ((YamlSequenceNode)Files.Yaml("prometheus", "alerts_test.yml")["tests"])
            .SelectMany(test => (YamlSequenceNode)test["alert_rule_test"]).Cast<YamlMappingNode>()
            .Where(test => test["exp_alerts"] is YamlSequenceNode { Children.Count: > 0 })
            .Select(test => test["alertname"].ToString()).ToHashSet(StringComparer.Ordinal);
        Assert.All(Alerts, alert =>
        {
            var name = alert["alert"].ToString();
            var runbook = alert["annotations"]["runbook_url"].ToString();
            Assert.StartsWith("docs/operations.md#", runbook, StringComparison.Ordinal);
            Assert.Contains(runbook[(runbook.IndexOf('#', StringComparison.Ordinal) + 1)..], chapters);
            Assert.Contains(name, fires);
        });
    }

    [GeneratedRegex("^#{2,4} (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    private static string Anchor(string heading) => heading.Trim().ToLowerInvariant().Replace(' ', '-');
}
