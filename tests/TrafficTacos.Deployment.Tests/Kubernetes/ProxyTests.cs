using System.Globalization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace TrafficTacos.Deployment.Tests.Kubernetes;

/// <summary>The manifests of the proxy in front of a web site, and its Dockerfile.</summary>
public sealed partial class ProxyTests
{
    private const string Name = "traffictacos-proxy";

    private static readonly string Folder = Files.Of("kubernetes", "proxy");

    private readonly List<object> _all = [.. Manifests.Paths(Folder).SelectMany(Manifests.Read)];

    private V1PodSpec Pod => Only<V1Deployment>().Spec.Template.Spec;

    private V1Container Container => Pod.Containers.Single();

    private IDictionary<string, string> Config => Only<V1ConfigMap>().Data;

    /// <summary>What the program's help names, which a test of the program compares with its source.</summary>
    private static string Help => File.ReadAllText(Path.Combine(Files.Deploy, "..", "src", "TrafficTacos.Queueing.Proxy", "help.txt"));

    [Fact]
    public void Every_manifest_is_of_a_kind_and_its_kustomization_names_it()
    {
        Assert.Equal(
            ["ConfigMap", "Deployment", "NetworkPolicy", "NetworkPolicy", "PodDisruptionBudget", "Service"],
            _all.Cast<IKubernetesObject>().Select(manifest => manifest.Kind).Order(StringComparer.Ordinal));
        Assert.All(_all.Cast<IMetadata<V1ObjectMeta>>(), manifest => Assert.StartsWith(Name, manifest.Metadata.Name, StringComparison.Ordinal));
        var named = ((YamlDotNet.RepresentationModel.YamlSequenceNode)Files.Yaml("kubernetes", "proxy", "kustomization.yaml")["resources"]).Select(item => item.ToString());
        Assert.Equal(Manifests.Paths(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_is_one_that_the_program_reads() =>
        Assert.All(Config.Keys.Append("REDIS_PASSWORD"), variable => Assert.Contains($"\n  {variable} ", Help, StringComparison.Ordinal));

    [Fact]
    public void A_password_is_a_secret()
    {
        Assert.DoesNotContain("REDIS_PASSWORD", Config.Keys);
        Assert.Equal("REDIS_PASSWORD", Container.Env.Single(variable => variable.ValueFrom is not null).ValueFrom.SecretKeyRef.Key);
    }

    [Fact]
    public void Ports_and_probes_are_those_of_the_settings()
    {
        Assert.Equal([Config["PROXY_PORT"], Config["PROXY_HEALTH_PORT"]], Container.Ports.Select(port => port.ContainerPort.ToString(CultureInfo.InvariantCulture)));
        Assert.All((V1Probe[])[Container.StartupProbe, Container.LivenessProbe, Container.ReadinessProbe], probe => Assert.Equal("health", probe.HttpGet.Port.Value));
        Assert.Equal(("/healthz", "/readyz"), (Container.LivenessProbe.HttpGet.Path, Container.ReadinessProbe.HttpGet.Path));
        Assert.True(Pod.TerminationGracePeriodSeconds > Container.Lifecycle.PreStop.Sleep.Seconds + 30);
    }

    [Fact]
    public void It_runs_without_rights_on_a_file_system_it_cannot_write()
    {
        Assert.True(Pod.SecurityContext.RunAsNonRoot);
        Assert.False(Pod.AutomountServiceAccountToken);
        Assert.True(Container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(Container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], Container.SecurityContext.Capabilities.Drop);
        Assert.NotEmpty(Container.Resources.Limits);
    }

    [Fact]
    public void Whoever_selects_the_proxies_selects_the_labels_they_get()
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal) { ["app.kubernetes.io/name"] = Name };
        Assert.Equal(expected, Only<V1Deployment>().Spec.Selector.MatchLabels);
        Assert.Equal(expected, Only<V1Service>().Spec.Selector);
        Assert.Equal(expected, Only<V1PodDisruptionBudget>().Spec.Selector.MatchLabels);
        Assert.All(Pod.TopologySpreadConstraints, constraint => Assert.Equal(expected, constraint.LabelSelector.MatchLabels));
    }

    /// <summary>A shop that others reach has no waiting room.</summary>
    [Fact]
    public void The_shop_is_reached_through_the_proxy_alone()
    {
        var policies = _all.OfType<V1NetworkPolicy>().ToDictionary(policy => policy.Metadata.Name, policy => policy.Spec, StringComparer.Ordinal);
        var shop = policies[Name + "-shop"];
        Assert.Equal(["Ingress"], shop.PolicyTypes);
        Assert.Equal(Name, Assert.Single(Assert.Single(Assert.Single(shop.Ingress).FromProperty).PodSelector.MatchLabels).Value);
        var reached = policies[Name].Egress.SelectMany(rule => rule.To).Select(peer => Assert.Single(peer.PodSelector.MatchLabels).Value);
        Assert.Equal(["kube-dns", "redis", Assert.Single(shop.PodSelector.MatchLabels).Value], reached);
        Assert.Equal(("http://shop:80", "redis:6379"), (Config["PROXY_UPSTREAM"], Config["REDIS_ADDRESS"]));
    }

    /// <summary>No Docker engine is here to build it.</summary>
    [Fact]
    public void The_Dockerfile_publishes_the_project_and_starts_what_was_published()
    {
        var text = Files.Read("docker", "proxy.Dockerfile");
        var project = Published().Match(text).Groups[1].Value;
        Assert.True(Directory.Exists(Path.Combine(Files.Deploy, "..", project)), project);
        Assert.Contains($"ENTRYPOINT [\"dotnet\", \"/proxy/{Path.GetFileName(project)}.dll\"]", text, StringComparison.Ordinal);
        Assert.Contains("COPY --from=build /proxy /proxy\n", text, StringComparison.Ordinal);
        Assert.Contains($"EXPOSE {Config["PROXY_PORT"]} {Config["PROXY_HEALTH_PORT"]}\n", text, StringComparison.Ordinal);
        Assert.Contains($"USER {Pod.SecurityContext.RunAsUser}:{Pod.SecurityContext.RunAsGroup}\n", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("dotnet publish (\\S+) .* --output /proxy\n", RegexOptions.CultureInvariant)]
    private static partial Regex Published();

    private T Only<T>() => _all.OfType<T>().Single();
}
