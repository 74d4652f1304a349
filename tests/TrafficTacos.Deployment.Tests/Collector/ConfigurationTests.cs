using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Observability;
using YamlDotNet.RepresentationModel;

namespace TrafficTacos.Deployment.Tests.Collector;

/// <summary>What can be known of the collector's files without a collector, which none of the registries has that this project is
/// built from: they are well formed, and what the collector would refuse at its start is not in them.</summary>
public sealed partial class ConfigurationTests
{
    private const string Main = "config.yml";
    private const string Vendor = "vendor.yml";

    [Fact]
    public void The_gateways_find_both_of_their_signals_taken_on_the_ports_they_know()
    {
        var protocols = At(Read(Main), "receivers", "otlp", "protocols");
        Assert.EndsWith(":4317", At(protocols, "grpc")["endpoint"].ToString(), StringComparison.Ordinal);
        Assert.EndsWith($":{OtlpProtocol.HttpPort}", At(protocols, "http")["endpoint"].ToString(), StringComparison.Ordinal);
        Assert.Equal(["metrics", "traces"], Pipelines(Read(Main)).Select(pipeline => pipeline.Name).Order(StringComparer.Ordinal));
        Assert.All(Pipelines(Read(Main)), pipeline => Assert.Equal(["otlp"], List(pipeline.Node, "receivers")));
    }

    /// <summary>The collector ends with an error otherwise.</summary>
    [Theory]
    [InlineData(Main)]
    [InlineData(Main, Vendor)]
    public void A_pipeline_names_only_what_is_there(params string[] files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var all = files.Select(Read).ToList();
        foreach (var kind in (string[])["receivers", "processors", "exporters"])
        {
            var defined = all.SelectMany(file => Names(file, kind)).ToList();
            Assert.All(all.SelectMany(Pipelines), pipeline => Assert.Empty(List(pipeline.Node, kind).Except(defined)));
        }

        Assert.Empty(all.SelectMany(file => List(At(file, "service"), "extensions")).Except(all.SelectMany(file => Names(file, "extensions"))));
    }

    /// <summary>The collector checks an exporter that no pipeline has, too: one for somebody else would keep it from starting.</summary>
    [Fact]
    public void What_is_there_is_used()
    {
        foreach (var kind in (string[])["receivers", "processors", "exporters"])
            Assert.Empty(Names(Read(Main), kind).Except(Pipelines(Read(Main)).SelectMany(pipeline => List(pipeline.Node, kind))));
    }

    [Fact]
    public void The_limit_of_memory_comes_first_and_the_batch_last() => Assert.All(Pipelines(Read(Main)), pipeline =>
    {
        Assert.Equal("memory_limiter", List(pipeline.Node, "processors")[0]);
        Assert.Equal("batch", List(pipeline.Node, "processors")[^1]);
    });

    /// <summary>One that is not set is nothing, and nothing is no value of an attribute.</summary>
    [Fact]
    public void It_starts_without_anything_in_the_environment() =>
        Assert.All(Variable().Matches(Files.Read("otel-collector", Main)), variable => Assert.Contains(":-", variable.Value, StringComparison.Ordinal));

    [Fact]
    public void The_vendor_takes_the_place_of_the_cloud() =>
        Assert.Equal(["otlphttp/vendor"], List(Pipelines(Read(Vendor)).Single().Node, "exporters"));

    private static YamlMappingNode Read(string file) => Files.Yaml("otel-collector", file);

    private static YamlMappingNode At(YamlMappingNode node, params string[] path) => path.Aggregate(node, (inner, name) => (YamlMappingNode)inner[name]);

    private static IEnumerable<string> Names(YamlMappingNode file, string kind) =>
        file.Children.TryGetValue(kind, out var components) ? ((YamlMappingNode)components).Children.Keys.Select(name => name.ToString()) : [];

    private static IEnumerable<(string Name, YamlMappingNode Node)> Pipelines(YamlMappingNode file) =>
        At(file, "service", "pipelines").Children.Select(pipeline => (pipeline.Key.ToString(), (YamlMappingNode)pipeline.Value));

    private static List<string> List(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var list) ? [.. ((YamlSequenceNode)list).Select(item => item.ToString())] : [];

    [GeneratedRegex(@"\$\{env:[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Variable();
}
