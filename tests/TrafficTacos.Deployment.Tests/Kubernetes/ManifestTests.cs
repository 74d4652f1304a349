using k8s;
using k8s.Models;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TrafficTacos.Deployment.Tests.Kubernetes;

/// <summary>What can be known of the manifests without a cluster.</summary>
public sealed class ManifestTests
{
    private const string Name = "app.kubernetes.io/name";

    private readonly Manifests _manifests = new();

    private static YamlMappingNode Labels => (YamlMappingNode)Files.Yaml("kubernetes", "base", "kustomization.yaml")["labels"][0];

    [Fact]
    public void Every_manifest_is_of_a_kind_and_has_no_field_that_the_kind_does_not_have()
    {
        Assert.Equal(
            ["ConfigMap", "ConfigMap", "Deployment", "HorizontalPodAutoscaler", "NetworkPolicy", "PodDisruptionBudget", "Service", "ServiceAccount"],
            _manifests.All.Cast<IKubernetesObject>().Select(manifest => manifest.Kind).Order(StringComparer.Ordinal));
        Assert.All(_manifests.All.Cast<IMetadata<V1ObjectMeta>>(), manifest => Assert.StartsWith("traffictacos-gateway", manifest.Metadata.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_field_that_a_kind_does_not_have_would_be_seen()
    {
        var misspelt = Files.Read("kubernetes", "base", "deployment.yaml").Replace("readOnlyRootFilesystem", "readOnlyRootFileSystem", StringComparison.Ordinal);
        Assert.ThrowsAny<YamlException>(() => KubernetesYaml.LoadAllFromString(misspelt, null, strict: true));
    }

    [Theory]
    [InlineData("base")]
    [InlineData("overlays", "production")]
    public void A_kustomization_names_every_file_beside_it_and_no_other(params string[] folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string[] path = ["kubernetes", .. folder];
        var kustomization = Files.Yaml([.. path, "kustomization.yaml"]);
        var named = Names(kustomization, "resources").Concat(Names(kustomization, "patches"))
            .Where(name => !name.Contains("..", StringComparison.Ordinal));
        var there = Manifests.Paths(Files.Of(path)).Select(file => Path.GetFileName(file)!);
        Assert.Equal(there.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    /// <summary>A patch is half a manifest of the base's kind, with directives of kustomize that no kind has.</summary>
    [Fact]
    public void The_overlay_patches_what_the_base_has()
    {
        foreach (var path in Manifests.Paths(Files.Of("kubernetes", "overlays", "production")))
        {
            var text = File.ReadAllText(path);
            var known = string.Join('\n', text.Split('\n').Where(line => !line.Contains("$patch", StringComparison.Ordinal)));
            var patch = (IKubernetesObject)KubernetesYaml.LoadAllFromString(known, null, strict: true).Single();
            if (patch is not V1Namespace)
                Assert.Contains(_manifests.All.Cast<IKubernetesObject>(), manifest => manifest.Kind == patch.Kind && manifest.ApiVersion == patch.ApiVersion);
        }
    }

    [Fact]
    public void The_gateway_runs_without_rights_on_a_file_system_it_cannot_write()
    {
        var pod = _manifests.Deployment.Spec.Template.Spec;
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.False(pod.AutomountServiceAccountToken);
        var context = _manifests.Gateway.SecurityContext;
        Assert.True(context.ReadOnlyRootFilesystem);
        Assert.False(context.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], context.Capabilities.Drop);
        Assert.NotEmpty(_manifests.Gateway.Resources.Limits);
        Assert.NotEmpty(_manifests.Gateway.Resources.Requests);
    }

    [Fact]
    public void Two_to_ten_gateways_at_sixty_percent_and_one_may_be_away()
    {
        var scaler = _manifests.Only<V2HorizontalPodAutoscaler>().Spec;
        Assert.Equal((2, 10), (scaler.MinReplicas, scaler.MaxReplicas));
        Assert.Equal(60, scaler.Metrics.Single().Resource.Target.AverageUtilization);
        Assert.Equal("Deployment", scaler.ScaleTargetRef.Kind);
        Assert.Null(_manifests.Deployment.Spec.Replicas);
        Assert.NotNull(_manifests.Only<V1PodDisruptionBudget>().Spec.MaxUnavailable);
    }

    [Fact]
    public void Whoever_selects_the_gateways_selects_the_labels_they_get()
    {
        var expected = new Dictionary<string, string>(StringComparer.Ordinal) { [Name] = "traffictacos-gateway" };
        Assert.Equal(expected, ((YamlMappingNode)Labels["pairs"]).Children.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value.ToString(), StringComparer.Ordinal));
        Assert.Equal("true", Labels["includeTemplates"].ToString());
        Assert.Equal(expected, _manifests.Deployment.Spec.Selector.MatchLabels);
        Assert.Equal(expected, _manifests.Only<V1Service>().Spec.Selector);
        Assert.Equal(expected, _manifests.Only<V1PodDisruptionBudget>().Spec.Selector.MatchLabels);
        Assert.Equal(expected, _manifests.Only<V1NetworkPolicy>().Spec.PodSelector.MatchLabels);
        Assert.All(_manifests.Deployment.Spec.Template.Spec.TopologySpreadConstraints, constraint => Assert.Equal(expected, constraint.LabelSelector.MatchLabels));
    }

    /// <summary>kustomize would put the gateways' own label into every selector it finds, the peers of the network policy among them,
    /// and no gateway could reach Redis.</summary>
    [Fact]
    public void Who_may_be_reached_is_who_the_file_says()
    {
        Assert.False(Labels.Children.ContainsKey("includeSelectors"));
        var peers = _manifests.Only<V1NetworkPolicy>().Spec.Egress.SelectMany(rule => rule.To).Where(peer => peer.PodSelector is not null)
            .Select(peer => Assert.Single(peer.PodSelector.MatchLabels)).ToList();
        Assert.Equal(["kube-dns", "otel-collector", "payment-api", "redis", "reservation-api"], peers.Select(label => label.Value).Order(StringComparer.Ordinal));
        var config = _manifests.Environment;
        Assert.Equal(
            [$"redis:{Port("redis")}", $"reservation-api:{Port("reservation-api")}", $"payment-api:{Port("payment-api")}", $"http://otel-collector:{Port("otel-collector")}"],
            [config["REDIS_ADDRESS"], config["BACKEND_RESERVATION_API_GRPC_ADDRESS"], config["BACKEND_PAYMENT_API_GRPC_ADDRESS"], config["OBSERVABILITY_OTLP_ENDPOINT"]]);

        string Port(string name) => _manifests.Only<V1NetworkPolicy>().Spec.Egress
            .Single(rule => rule.To.Any(peer => peer.PodSelector?.MatchLabels.Values.Contains(name) == true)).Ports[0].Port.Value;
    }

    private static IEnumerable<string> Names(YamlMappingNode kustomization, string key) =>
        kustomization.Children.TryGetValue(key, out var list)
            ? ((YamlSequenceNode)list).Select(item => item is YamlMappingNode patch ? patch["path"].ToString() : item.ToString())
            : [];
}
