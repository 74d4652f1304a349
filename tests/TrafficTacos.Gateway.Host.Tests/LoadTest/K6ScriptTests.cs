using System.Globalization;
using System.Text.Json;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.LoadTest;

/// <summary>The scripts of loadtest/k6, under Node with a stand-in for k6's modules, against a gateway with the samples.</summary>
public sealed class K6ScriptTests : IAsyncLifetime
{
    private const int Iterations = 3;

    private static readonly string Repository = Path.GetFullPath(Path.Combine(NodePrograms.Folder, "..", ".."));

    private HostProcess _host = null!;

    public async Task InitializeAsync() => _host = await HostProcess.StartAsync(
        ("SERVER_ENVIRONMENT", "Development"), ("QUEUE_REQUIRE_USER_TO_ENTER", "false"), ("RATE_LIMIT_ENABLED", "false"),
        ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", ""),
        // The samples are slow while the machine is busy starting them.
        ("BACKEND_RESERVATION_API_TIMEOUT", "20s"), ("BACKEND_PAYMENT_API_TIMEOUT", "20s"));

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Their_types_are_those_of_k6()
    {
        var (exitCode, output) = await NodePrograms.RunAsync([NodePrograms.PathOf("tsc"), "--project", Path.Combine(NodePrograms.Folder, "k6")]);
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("join", "join is 202")]
    [InlineData("status", "join is 202", "status is 200")]
    [InlineData("queue", "join is 202", "status is 200", "enter is 200")]
    [InlineData("sale", "join is 202", "status is 200", "enter is 200", "reserve is 202", "intent is 200", "payment is completed", "confirm is 200")]
    public async Task Every_check_of_a_script_passes(string script, params string[] expected)
    {
        var (exitCode, output) = await NodePrograms.RunAsync(
            [Path.Combine(NodePrograms.Folder, "k6", "run.mjs"), Path.Combine(Repository, "loadtest", "k6", script + ".js"), Iterations.ToString(CultureInfo.InvariantCulture)],
            ("BASE_URL", _host.Address.AbsoluteUri.TrimEnd('/')));
        Assert.True(exitCode == 0, output);
        var result = JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Single(line => line.StartsWith('{'))).RootElement;
        var checks = result.GetProperty("checks").EnumerateObject().ToDictionary(check => check.Name, check => check.Value);
        Assert.Equal(expected.Order(StringComparer.Ordinal), checks.Keys.Order(StringComparer.Ordinal));
        Assert.All(checks.Values, check => Assert.Equal(0, check.GetProperty("failed").GetInt32()));
        Assert.Equal(["scenarios", "thresholds"], result.GetProperty("options").EnumerateArray().Select(option => option.GetString()));
        if (script == "sale")
            Assert.Equal(Iterations, result.GetProperty("metrics").GetProperty("orders").GetInt32());
    }
}
