using System.Text.Json;

namespace TrafficTacos.Deployment.Tests.Prometheus;

/// <summary>One query of the dashboard.</summary>
/// <param name="Row">The row its panel is in.</param>
/// <param name="Panel">The panel's title.</param>
/// <param name="Expression">As Grafana would send it, with the variables filled in.</param>
public sealed record DashboardQuery(string Row, string Panel, string Expression)
{
    public override string ToString() => $"{Row} / {Panel}: {Expression}";
}

/// <summary>The dashboard, read as Grafana does.</summary>
internal static class Dashboard
{
    /// <summary>What Grafana puts in the place of its variables: everything chosen, and rates over four scrapes of a second.</summary>
    private static readonly (string Name, string Value)[] Variables =
        [("$__rate_interval", "4s"), ("$job", "traffictacos-gateway"), ("$instance", ".*"), ("$event", ".*")];

    public static JsonElement Root { get; } = JsonDocument.Parse(Files.Read("grafana", "dashboards", "sale.json")).RootElement;

    public static IReadOnlyList<DashboardQuery> Queries { get; } = [.. Read()];

    public static string Filled(string expression) =>
        Variables.Aggregate(expression, (text, variable) => text.Replace(variable.Name, variable.Value, StringComparison.Ordinal));

    private static IEnumerable<DashboardQuery> Read()
    {
        var row = "";
        foreach (var panel in Root.GetProperty("panels").EnumerateArray())
        {
            var title = panel.GetProperty("title").GetString()!;
            if (string.Equals(panel.GetProperty("type").GetString(), "row", StringComparison.Ordinal))
            {
                row = title;
                continue;
            }

            foreach (var target in panel.GetProperty("targets").EnumerateArray())
                yield return new DashboardQuery(row, title, Filled(target.GetProperty("expr").GetString()!));
        }
    }
}
