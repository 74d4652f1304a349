using System.Text.Json;
using System.Text.RegularExpressions;
using TrafficTacos.Testing;

namespace TrafficTacos.Deployment.Tests.Grafana;

/// <summary>What Grafana would stumble over without a word: it shows an empty panel, not an error. There is no Grafana in the
/// registries that this project is built from.</summary>
public sealed partial class DashboardTests
{
    private const string DatasourceVariable = "datasource";

    private static IEnumerable<JsonElement> Panels => Prometheus.Dashboard.Root.GetProperty("panels").EnumerateArray();

    private static IEnumerable<JsonElement> Variables => Prometheus.Dashboard.Root.GetProperty("templating").GetProperty("list").EnumerateArray();

    [Fact]
    public void Panels_have_ids_of_their_own_and_a_place_that_no_other_one_has()
    {
        Assert.Equal(Panels.Count(), Panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        var places = Panels.Select(panel => panel.GetProperty("gridPos")).Select(place =>
            (X: place.GetProperty("x").GetInt32(), Y: place.GetProperty("y").GetInt32(), W: place.GetProperty("w").GetInt32(), H: place.GetProperty("h").GetInt32())).ToList();
        Assert.All(places, place => Assert.InRange(place.X + place.W, 1, 24));
        for (var i = 0; i < places.Count; i++)
        {
            var one = places[i];
            Assert.DoesNotContain(places[(i + 1)..], other => one.X < other.X + other.W && other.X < one.X + one.W && one.Y < other.Y + other.H && other.Y < one.Y + one.H);
        }
    }

    /// <summary>A datasource by its own id would be empty in every Grafana but the one it was drawn in.</summary>
    [Fact]
    public void Every_panel_variable_and_annotation_asks_the_datasource_that_is_chosen()
    {
        Assert.Equal("prometheus", Variables.Single(variable => Name(variable) == DatasourceVariable).GetProperty("query").GetString());
        var askers = Panels.Where(panel => panel.GetProperty("type").GetString() != "row")
            .Concat(Variables.Where(variable => Name(variable) != DatasourceVariable))
            .Concat(Prometheus.Dashboard.Root.GetProperty("annotations").GetProperty("list").EnumerateArray());
        Assert.All(askers, asker =>
        {
            var datasource = asker.GetProperty("datasource");
            Assert.Equal(("prometheus", "${" + DatasourceVariable + "}"), (datasource.GetProperty("type").GetString(), datasource.GetProperty("uid").GetString()));
        });
    }

    [Fact]
    public void A_query_uses_only_variables_that_there_are()
    {
        var known = Variables.Select(Name).Append("__rate_interval").ToList();
        Assert.All(Used(Prometheus.Dashboard.Root.GetRawText()), name => Assert.Contains(name, known));
    }

    /// <summary>What an operator of a sale looks at first is on the screen that wakes them.</summary>
    [Theory]
    [InlineData("queue_phase", "phase")]
    [InlineData("queue_mode", "mode")]
    [InlineData("queue_alerts", "alert")]
    [InlineData("queue_shoppers", "event_id")]
    [InlineData("queue_remembered", "event_id")]
    [InlineData("queue_places_remembered_total", "reason")]
    [InlineData("queue_gate_bypasses_total", "reason")]
    [InlineData("queue_draw_alerts_total", "alert")]
    public void The_state_of_an_event_is_shown_by_its_label(string metric, string label)
    {
        var row = Files.Document("telemetry.md").Split('\n').Single(line => line.Contains($"| `{metric}` |", StringComparison.Ordinal));
        Assert.Contains($"`{label}`", row, StringComparison.Ordinal);
        Assert.Contains(
            Prometheus.Dashboard.Queries,
            query => query.Expression.Contains(metric + "{", StringComparison.Ordinal) && Grouped().Match(query.Expression).Groups["labels"].Value.Split(", ").Contains(label));
    }

    [Fact]
    public void The_choices_come_from_a_metric_that_has_that_label()
    {
        foreach (var variable in Variables.Where(variable => Name(variable) != DatasourceVariable))
        {
            var query = LabelValues().Match(variable.GetProperty("query").GetProperty("query").GetString()!);
            var labels = MetricTable.Rows.Single(row => row.Name == query.Groups["metric"].Value).Labels.Split(',');
            Assert.Contains(query.Groups["label"].Value, labels.Concat(["job", "instance"]));
        }
    }

    [Fact]
    public void Provisioning_takes_the_folder_and_the_address_that_the_operators_book_sets()
    {
        var book = Files.Document("operations.md");
        var provider = Files.Yaml("grafana", "provisioning", "dashboards", "traffictacos.yml")["providers"][0];
        Assert.Equal("$DASHBOARDS", provider["options"]["path"].ToString());
        Assert.Equal("file", provider["type"].ToString());
        var source = Files.Yaml("grafana", "provisioning", "datasources", "prometheus.yml")["datasources"][0];
        Assert.Equal(("$PROMETHEUS_URL", "prometheus", "true"), (source["url"].ToString(), source["type"].ToString(), source["isDefault"].ToString()));
        Assert.Contains("DASHBOARDS=<repository>/deploy/grafana/dashboards ", book, StringComparison.Ordinal);
        Assert.Contains("PROMETHEUS_URL=http://127.0.0.1:9090 ", book, StringComparison.Ordinal);
        Assert.Contains("GF_PATHS_PROVISIONING=<repository>/deploy/grafana/provisioning ", book, StringComparison.Ordinal);
    }

    private static string Name(JsonElement variable) => variable.GetProperty("name").GetString()!;

    private static IEnumerable<string> Used(string text) =>
        Variable().Matches(text).Select(match => match.Groups["name"].Value).Where(name => name != "__all").Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\$\{?(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@" by \((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^label_values\((?<metric>\w+)(\{[^}]*\})?, (?<label>\w+)\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelValues();
}
