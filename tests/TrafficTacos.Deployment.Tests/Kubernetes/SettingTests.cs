using System.Text.Json;
using k8s;
using k8s.Models;
using TrafficTacos.Gateway.Host;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Health;
using TrafficTacos.Queueing;

namespace TrafficTacos.Deployment.Tests.Kubernetes;

/// <summary>The manifests and the configuration know the same names.</summary>
public sealed class SettingTests
{
    private const string FileSuffix = "_FILE";

    /// <summary>Names that .NET or the host reads beside the aliases.</summary>
    private static readonly string[] Beside = ["SERVER_ENVIRONMENT", SettingsFile.Variable, "DOTNET_EnableDiagnostics", "DOTNET_USE_POLLING_FILE_WATCHER"];

    private static readonly string[] Variables = [.. GatewaySettings.All().Select(help => help.Setting.Variable).OfType<string>()];

    private readonly Manifests _manifests = new();

    private IDictionary<string, string> Config => _manifests.Environment;

    private IEnumerable<string> Offered => Config.Keys.Concat(_manifests.Gateway.Env.Select(variable => variable.Name));

    [Fact]
    public void Every_name_in_the_manifests_is_one_that_the_gateway_reads() =>
        Assert.Empty(Offered.Select(WithoutSuffix).Except(Variables).Except(Beside));

    [Fact]
    public void Every_name_that_the_gateway_reads_is_in_the_manifests() =>
        Assert.Empty(Variables.Concat(Beside).Except(Offered.Select(WithoutSuffix)));

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

    /// <summary>A key that is not there keeps the pod from starting.</summary>
    [Fact]
    public void Every_key_that_the_overlay_asks_of_the_secret_is_one_it_has()
    {
        var patches = Manifests.Paths(Files.Of("kubernetes", "overlays", "production")).Select(File.ReadAllText)
            .Select(text => string.Join('\n', text.Split('\n').Where(line => !line.Contains("$patch", StringComparison.Ordinal))))
            .SelectMany(text => KubernetesYaml.LoadAllFromString(text, null, strict: true)).OfType<V1Deployment>().Select(patch => patch.Spec.Template.Spec).ToList();
        var asked = patches.SelectMany(pod => pod.Containers).SelectMany(container => container.Env).Select(variable => variable.ValueFrom?.SecretKeyRef?.Key)
            .Concat(patches.SelectMany(pod => pod.Volumes ?? []).SelectMany(volume => volume.Secret.Items).Select(item => item.Key)).OfType<string>().ToList();
        Assert.Equal(4, asked.Count);
        Assert.Empty(asked.Except(_manifests.Secret.StringData.Keys));
    }

    [Fact]
    public void Secrets_come_by_environment_and_by_file_and_never_with_a_value()
    {
        var secret = _manifests.Secret;
        Assert.All(secret.StringData.Values, value => Assert.Equal("", value));
        Assert.DoesNotContain("REDIS_PASSWORD", Config.Keys);
        Assert.DoesNotContain("ACCOUNTS_SIGNING_KEY", Config.Keys);

        Assert.DoesNotContain("JWT_SECRET", Config.Keys);
        var byEnvironment = _manifests.Gateway.Env.Where(variable => variable.ValueFrom is not null).ToList();
        Assert.Equal(["REDIS_PASSWORD", "JWT_SECRET"], byEnvironment.Select(variable => variable.Name));
        Assert.All(byEnvironment, variable => Assert.Contains(variable.ValueFrom.SecretKeyRef.Key, secret.StringData.Keys));

        var byFile = _manifests.Gateway.Env.Single(variable => variable.Name.EndsWith(FileSuffix, StringComparison.Ordinal));
        var mount = _manifests.Gateway.VolumeMounts.Single(volume => volume.Name == "secrets");
        var item = _manifests.Deployment.Spec.Template.Spec.Volumes.Single(volume => volume.Name == mount.Name).Secret.Items.Single();
        Assert.Equal($"{mount.MountPath}/{item.Path}", byFile.Value);
        Assert.Contains(item.Key, secret.StringData.Keys);
    }

    [Fact]
    public void Levels_of_the_log_are_in_a_file_that_the_gateway_follows()
    {
        var settings = _manifests.All.OfType<V1ConfigMap>().Single(config => config.Metadata.Name == "traffictacos-gateway-settings");
        var (name, text) = Assert.Single(settings.Data);
        var volume = _manifests.Deployment.Spec.Template.Spec.Volumes.Single(volume => volume.ConfigMap?.Name == settings.Metadata.Name);
        var mount = _manifests.Gateway.VolumeMounts.Single(mount => mount.Name == volume.Name);
        Assert.Equal($"{mount.MountPath}/{name}", Config[SettingsFile.Variable]);
        Assert.Equal("1", _manifests.Gateway.Env.Single(variable => variable.Name == "DOTNET_USE_POLLING_FILE_WATCHER").Value);
        // What the environment sets cannot be changed while it runs.
        Assert.Equal("", Config["LOG_LEVEL"]);
        Assert.Equal("info", JsonDocument.Parse(text).RootElement.GetProperty("Logging").GetProperty("Level").GetString());
    }

    /// <summary>A pod that is killed while it drains, or before its requests are done, breaks what it promised.</summary>
    [Fact]
    public void Kubernetes_waits_longer_than_the_gateway_needs_to_end()
    {
        Assert.Equal("10s", Config["SERVER_DRAIN_DELAY"]);
        var pod = _manifests.Deployment.Spec.Template.Spec;
        Assert.True(pod.TerminationGracePeriodSeconds > 10 + DrainSettings.FinishTimeout.TotalSeconds);
        var probe = _manifests.Gateway.ReadinessProbe;
        Assert.Equal("/readyz", probe.HttpGet.Path);
        Assert.True(probe.PeriodSeconds * probe.FailureThreshold < 10);
        Assert.Equal("/healthz", _manifests.Gateway.LivenessProbe.HttpGet.Path);
        Assert.Equal(
            [Config["SERVER_PORT"], Config["MANAGEMENT_PORT"]],
            _manifests.Gateway.Ports.Select(port => port.ContainerPort.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A setting may itself be the name of a file.</summary>
    private static string WithoutSuffix(string name) =>
        name.EndsWith(FileSuffix, StringComparison.Ordinal) && !Variables.Contains(name, StringComparer.Ordinal) ? name[..^FileSuffix.Length] : name;
}
