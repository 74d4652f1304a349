using k8s;
using k8s.Models;

namespace TrafficTacos.Deployment.Tests.Kubernetes;

/// <summary>The manifests of the base, by Kubernetes' own types: a field that a kind does not have, or of another type, is an
/// error.</summary>
internal sealed class Manifests
{
    private static readonly string Base = Files.Of("kubernetes", "base");

    public IReadOnlyList<object> All { get; } = [.. Paths(Base).SelectMany(Read)];

    public V1Deployment Deployment => Only<V1Deployment>();

    /// <summary>The settings that are environment.</summary>
    public IDictionary<string, string> Environment => All.OfType<V1ConfigMap>().Single(config => config.Metadata.Name == "traffictacos-gateway").Data;

    /// <summary>In no kustomization, because every apply would empty it.</summary>
    public V1Secret Secret { get; } = (V1Secret)Read(Files.Of("kubernetes", "secret.yaml")).Single();

    public V1Container Gateway => Deployment.Spec.Template.Spec.Containers.Single();

    public T Only<T>() => All.OfType<T>().Single();

    /// <summary>Every manifest of a folder; the kustomization is not one.</summary>
    public static IEnumerable<string> Paths(string folder) => Directory.EnumerateFiles(folder, "*.yaml")
        .Where(path => !string.Equals(Path.GetFileName(path), "kustomization.yaml", StringComparison.Ordinal));

    public static List<object> Read(string path) => KubernetesYaml.LoadAllFromString(File.ReadAllText(path), null, strict: true);
}
