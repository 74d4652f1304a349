using k8s.Models;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Queueing;

namespace TrafficTacos.Deployment.Tests.Kubernetes;

/// <summary>The manifests and the configuration know the same names.</summary>
public sealed class SettingTests
{
    private const string FileSuffix = "_FILE";

    /// <summary>Names that .NET or the host reads beside the aliases.</summary>
    private static readonly string[] Beside = ["SERVER_ENVIRONMENT", "DOTNET_EnableDiagnostics"];

    private readonly Manifests _manifests = new();

    private IDictionary<string, string> Config => _manifests.Only<V1ConfigMap>().Data;

    private IEnumerable<string> Offered => Config.Keys.Concat(_manifests.Gateway.Env.Select(variable => variable.Name));

    [Fact]
    public void Every_name_in_the_manifests_is_one_that_the_gateway_reads() =>
        Assert.Empty(Offered.Select(WithoutSuffix).Except(EnvironmentAliases.Keys.Keys).Except(Beside));

    [Fact]
    public void Every_name_that_the_gateway_reads_is_in_the_manifests() =>
        Assert.Empty(EnvironmentAliases.Keys.Keys.Concat(Beside).Except(Offered.Select(WithoutSuffix)));

    /// <summary>Names below WaitingRoom are those of its options.</summary>
    [Fact]
    public void The_overlay_sets_options_that_there_are()
    {
        var names = Manifests.Read(Files.Of("kubernetes", "overlays", "production", "keys.yaml")).OfType<V1Deployment>().Single()
            .Spec.Template.Spec.Containers.Single().Env.Select(variable => variable.Name);
        Assert.Equal(
            [
                $"WaitingRoom__{nameof(WaitingRoomOptions.Tokens)}__{nameof(TokenOptions.SigningKeys)}__0__{nameof(SigningKey.Id)}",
                $"WaitingRoom__{nameof(WaitingRoomOptions.Tokens)}__{nameof(TokenOptions.SigningKeys)}__0__{nameof(SigningKey.Secret)}",
                $"WaitingRoom__{nameof(WaitingRoomOptions.Tokens)}__{nameof(TokenOptions.IdentitySecret)}",
            ],
            names);
    }

    [Fact]
    public void Secrets_come_by_environment_and_by_file_and_never_with_a_value()
    {
        var secret = _manifests.Only<V1Secret>();
        Assert.All(secret.StringData.Values, value => Assert.Equal("", value));
        Assert.DoesNotContain("REDIS_PASSWORD", Config.Keys);
        Assert.DoesNotContain("ACCOUNTS_SIGNING_KEY", Config.Keys);

        var byEnvironment = _manifests.Gateway.Env.Single(variable => variable.ValueFrom is not null);
        Assert.Equal("REDIS_PASSWORD", byEnvironment.Name);
        Assert.Contains(byEnvironment.ValueFrom.SecretKeyRef.Key, secret.StringData.Keys);

        var byFile = _manifests.Gateway.Env.Single(variable => variable.Name.EndsWith(FileSuffix, StringComparison.Ordinal));
        var mount = _manifests.Gateway.VolumeMounts.Single();
        var item = _manifests.Deployment.Spec.Template.Spec.Volumes.Single(volume => volume.Name == mount.Name).Secret.Items.Single();
        Assert.Equal($"{mount.MountPath}/{item.Path}", byFile.Value);
        Assert.Contains(item.Key, secret.StringData.Keys);
    }

    /// <summary>A pod that is killed while it drains, or before its requests are done, breaks what it promised.</summary>
    [Fact]
    public void Kubernetes_waits_longer_than_the_gateway_needs_to_end()
    {
        Assert.Equal("10s", Config["SERVER_DRAIN_DELAY"]);
        var pod = _manifests.Deployment.Spec.Template.Spec;
        Assert.True(pod.TerminationGracePeriodSeconds > 10 + DrainSettings.FinishTime.TotalSeconds);
        var probe = _manifests.Gateway.ReadinessProbe;
        Assert.Equal("/readyz", probe.HttpGet.Path);
        Assert.True(probe.PeriodSeconds * probe.FailureThreshold < 10);
        Assert.Equal("/healthz", _manifests.Gateway.LivenessProbe.HttpGet.Path);
        Assert.Equal(Config["SERVER_PORT"], _manifests.Gateway.Ports.Single().ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string WithoutSuffix(string name) =>
        name.EndsWith(FileSuffix, StringComparison.Ordinal) ? name[..^FileSuffix.Length] : name;
}
