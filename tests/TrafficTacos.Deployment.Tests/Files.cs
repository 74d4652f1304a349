using TrafficTacos.Testing;
using YamlDotNet.RepresentationModel;

namespace TrafficTacos.Deployment.Tests;

/// <summary>The files under test, where they lie in the repository, and the programs that were built beside the tests.</summary>
internal static class Files
{
    public static string Gateway { get; } = Told("Gateway");

    public static string Crowd { get; } = Told("Crowd");

    public static string Deploy { get; } = Path.GetFullPath(Path.Combine(Told("Repository"), "deploy"));

    public static string Read(params string[] path) => File.ReadAllText(Of(path));

    public static string Of(params string[] path) => Path.Combine([Deploy, .. path]);

    public static string Document(string name) => File.ReadAllText(Path.Combine(Deploy, "..", "docs", name));

    /// <summary>A file with one YAML document.</summary>
    public static YamlMappingNode Yaml(params string[] path)
    {
        var stream = new YamlStream();
        using var text = new StringReader(Read(path));
        stream.Load(text);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static string Told(string key) => ProjectPath.Of(typeof(Files).Assembly, key);
}
