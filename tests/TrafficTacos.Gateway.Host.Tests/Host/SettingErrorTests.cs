using System.Security.Cryptography;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>A host with wrong settings says everything that is wrong, once, and does not start.</summary>
public sealed class SettingErrorTests
{
    private const string Password = "a-password-nobody-may-see";

    [Fact]
    public async Task All_mistakes_are_listed_at_once_by_name_with_what_is_expected()
    {
        var (exitCode, output, errors) = await HostProcess.RunAsync(
            [],
            ("SERVER_PORT", "http"),
            ("LOG_LEVEL", "loud"),
            ("REDIS_ADDRESS", "no address"),
            ("REDIS_PASSWORD", Password),
            ("REDIS_DATABASE", "-1"),
            ("REDIS_TLS_ENABLED", "perhaps"),
            ("REDIS_CLUSTER_MODE", "2"),
            ("CORS_ALLOW_ORIGINS", "https://shop.example/with/path"),
            ("WaitingRoom__AdmissionsPerSecond", "0"),
            ("WaitingRoom__MinimumWaits__0__UpToPosition", "60"));
        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        (string Name, string Expected)[] mistakes =
        [
            ("SERVER_PORT", "a whole number from 1 to 65535"), ("LOG_LEVEL", "one of trace, debug"), ("REDIS_ADDRESS", "host:port"),
            ("REDIS_DATABASE", "a whole number from 0"), ("REDIS_TLS_ENABLED", "true or false"), ("REDIS_CLUSTER_MODE", "true or false"),
            ("CORS_ALLOW_ORIGINS", "https://shop.example"), ("AdmissionsPerSecond", ""), ("MinimumWaits", "UpToPosition 60"),
        ];
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (name, expected) in mistakes)
            Assert.Single(lines, line => line.Contains(name, StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
        Assert.Equal(mistakes.Length, lines.Length);
        Assert.DoesNotContain(Password, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_of_the_issuer_the_accounts_and_the_backends_too()
    {
        (string Name, string Value)[] wrong =
        [
            ("JWT_JWKS_ENDPOINT", "issuer.example"), ("JWT_CACHE_TTL", "soon"), ("ACCOUNTS_SIGNING_KEY", Password), ("RESERVATIONS_REQUIRE_ADMISSION", "perhaps"),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", "no address"), ("BACKEND_RESERVATION_API_TLS_ENABLED", "perhaps"), ("BACKEND_RESERVATION_API_TIMEOUT", "0ms"),
            ("BACKEND_PAYMENT_API_GRPC_ADDRESS", "dns://payments"), ("BACKEND_PAYMENT_API_TLS_ENABLED", "yes"), ("BACKEND_PAYMENT_API_TIMEOUT", "2h"),
        ];
        var (exitCode, output, errors) = await HostProcess.RunAsync([], wrong);
        Assert.Equal((1, ""), (exitCode, output));
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(wrong, mistake => Assert.Single(lines, line => line.Contains($"({mistake.Name})", StringComparison.Ordinal)));
        Assert.Equal(wrong.Length, lines.Length);
        Assert.DoesNotContain(Password, errors, StringComparison.Ordinal);
    }

    /// <summary>Else each request for that path, a probe's too, would be an error.</summary>
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/api/v1/queue/status")]
    [InlineData("/openapi/v1.json")]
    public async Task A_path_that_is_taken_is_none_for_metrics(string path)
    {
        var (exitCode, output, errors) = await HostProcess.RunAsync([], ("OBSERVABILITY_METRICS_PATH", path));
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"(OBSERVABILITY_METRICS_PATH) is '{path}'", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JWT_ISSUER")]
    [InlineData("JWT_AUDIENCE")]
    [InlineData("BACKEND_RESERVATION_API_GRPC_ADDRESS")]
    [InlineData("BACKEND_PAYMENT_API_GRPC_ADDRESS")]
    public async Task What_has_to_be_given_is_missed(string name)
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], (name, ""));
        Assert.Equal(1, exitCode);
        Assert.Contains($"({name})", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SERVER_PORT", "0")]
    [InlineData("SERVER_PORT", "65536")]
    [InlineData("SERVER_PORT", "80.5")]
    [InlineData("REDIS_ADDRESS", "127.0.0.1:99999")]
    [InlineData("REDIS_ADDRESS", "redis.example:6379,b c:1")]
    [InlineData("REDIS_ADDRESS", "redis.example:6379/0")]
    [InlineData("CORS_ALLOW_ORIGINS", "*")]
    [InlineData("CORS_ALLOW_ORIGINS", "shop.example")]
    [InlineData("CORS_ALLOW_ORIGINS", "https://shop.example,ftp://shop.example")]
    [InlineData("CORS_ALLOW_ORIGINS", "https://shop.example/")]
    [InlineData("JWT_CACHE_TTL", "4m")]
    [InlineData("JWT_JWKS_ENDPOINT", "http://issuer.example/jwks.json")]
    [InlineData("TRUSTED_PROXIES", "0.0.0.0/0")]
    [InlineData("TRUSTED_PROXIES", "10.0.0.0/8,::/0")]
    [InlineData("TRUSTED_PROXIES", "0.0.0.0/1,128.0.0.0/1")]
    [InlineData("WaitingRoom__Tokens__IdentitySecret", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("WaitingRoom__Tokens__IdentitySecret", "q83vq83vq83vq83vq83vq83vq83vq83vq83vq83vq80=")]
    [InlineData("WaitingRoom__Unknown", "1")]
    [InlineData("WaitingRoom__MaximumPollInterval", "soon")]
    [InlineData("WaitingRoom__Tokens__IdentitySecret", "c2hvcnQ=")]
    public async Task A_wrong_value_is_named_and_ends_the_start(string name, string value)
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], (name, value));
        Assert.Equal(1, exitCode);
        Assert.Contains(name.Replace("__", ":", StringComparison.Ordinal).Split(':')[^1], errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", errors, StringComparison.Ordinal);
    }

    /// <summary>As openssl ecparam -param_enc explicit makes one: the key of a curve without a name.</summary>
    [Theory]
    [InlineData("ACCOUNTS_SIGNING_KEY")]
    [InlineData("ACCOUNTS_ACCEPTED_KEYS")]
    public async Task A_key_with_explicit_parameters_is_a_mistake(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var unnamed = ECDsa.Create(key.ExportExplicitParameters(true));
        var (exitCode, _, errors) = await HostProcess.RunAsync([], (name, unnamed.ExportECPrivateKeyPem()));
        Assert.Equal(1, exitCode);
        Assert.Contains(name, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_has_one_database()
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync(
            [], ("REDIS_ADDRESS", "localhost:6379"), ("REDIS_CLUSTER_MODE", "true"), ("REDIS_DATABASE", "1"));
        Assert.Equal(1, exitCode);
        Assert.Contains("REDIS_DATABASE", errors, StringComparison.Ordinal);
    }

    /// <summary>Both are what people bring along from other programs.</summary>
    [Theory]
    [InlineData("redis://:" + Password + "@redis.example:6379")]
    [InlineData("user:" + Password + "@redis.example:6379")]
    [InlineData("redis.example:6379,password=" + Password)]
    public async Task A_password_in_the_address_is_a_mistake_and_not_printed(string address)
    {
        var (exitCode, output, errors) = await HostProcess.RunAsync([], ("REDIS_ADDRESS", address));
        Assert.Equal(1, exitCode);
        Assert.Contains("REDIS_ADDRESS", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_file_that_is_not_there_is_a_mistake()
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("REDIS_ADDRESS", "localhost:6379"), ("REDIS_PASSWORD_FILE", "/nowhere/redis"));
        Assert.Equal(1, exitCode);
        Assert.Contains("REDIS_PASSWORD_FILE", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_names_every_setting_and_succeeds(string argument)
    {
        var (exitCode, output, errors) = await HostProcess.RunAsync([argument], ("SERVER_PORT", "wrong"));
        Assert.Equal((0, ""), (exitCode, errors));
        string[] names = [.. GatewaySettings.All().Select(setting => setting.Setting.EnvironmentName), "SERVER_ENVIRONMENT", SettingsFile.Variable, "REDIS_PASSWORD_FILE", "ACCOUNTS_SIGNING_KEY_FILE", "ACCOUNTS_ACCEPTED_KEYS_FILE"];
        Assert.All(names, name => Assert.Matches($@"\b{name}\b", output));
    }
}
