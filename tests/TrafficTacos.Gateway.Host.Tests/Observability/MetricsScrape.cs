using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Observability;

/// <summary>A series as Prometheus reads it.</summary>
internal sealed record MetricSeries(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>One look at <c>/metrics</c>.</summary>
internal sealed partial class MetricsScrape
{
    /// <summary>What the exporter and the format add by themselves.</summary>
    private static readonly string[] NotOurs = ["le", "otel_scope_name"];

    private MetricsScrape(string text) => All = [.. SeriesLine().Matches(text).Select(Read)];

    public IReadOnlyList<MetricSeries> All { get; }

    /// <summary>As Prometheus asks.</summary>
    public static async Task<MetricsScrape> OfAsync(HostProcess host, string path = "/metrics")
    {
        var answer = (await host.Http.AskAsync(HttpMethod.Get, path)).Should(HttpStatusCode.OK);
        Assert.StartsWith("text/plain", answer.Header("Content-Type"), StringComparison.Ordinal);
        return new MetricsScrape(answer.Text);
    }

    public IEnumerable<MetricSeries> Of(string name) => All.Where(series => string.Equals(series.Name, name, StringComparison.Ordinal));

    public double Value(string name, params (string Name, string Value)[] labels) => Of(name)
        .Where(series => labels.All(label => series.Labels.TryGetValue(label.Name, out var value) && value == label.Value))
        .Sum(series => series.Value);

    /// <summary>The labels of every series of a metric, when they agree.</summary>
    public string LabelsOf(string name) =>
        string.Join(' ', Of(name).Select(series => string.Join(',', series.Labels.Keys.Except(NotOurs).Order(StringComparer.Ordinal))).Distinct());

    private static MetricSeries Read(Match match) => new(
        match.Groups["name"].Value,
        LabelPair().Matches(match.Groups["labels"].Value).ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value, StringComparer.Ordinal),
        double.Parse(match.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>[^\n]*)\})? (?<value>\S+)( \d+)?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SeriesLine();

    [GeneratedRegex(@"(\w+)=""([^""]*)""")]
    private static partial Regex LabelPair();
}
