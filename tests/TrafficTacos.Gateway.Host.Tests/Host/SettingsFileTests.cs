using System.Diagnostics;
using System.Net;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>SERVER_SETTINGS, on a volume as Kubernetes makes it: the file is a link to a link, and a change is another folder.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Quiet = """{"Logging":{"Level":"error"},"Cors":{"AllowOrigins":"https://file.example"},"Observability":{"MetricsPath":"/file"}}""";
    private const string Talkative = """{"Logging":{"Level":"error","LogLevel":{"TrafficTacos.Gateway.Host.Observability":"Debug"}}}""";

    private readonly DirectoryInfo _volume = Directory.CreateTempSubdirectory("traffictacos-settings-");

    private string Path => System.IO.Path.Combine(_volume.FullName, "appsettings.json");

    [Fact]
    public async Task A_level_changes_with_the_volume_while_the_host_runs()
    {
        Mount(Quiet);
        await using var host = await HostProcess.StartAsync(("LOG_LEVEL", ""), (SettingsFile.Variable, Path), ("DOTNET_USE_POLLING_FILE_WATCHER", "1"));
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        Assert.Equal("", host.Output);
        Mount(Talkative);
        await Eventually.IsTrueAsync(async () =>
        {
            (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
            return host.Output.Contains("GET /healthz 200", StringComparison.Ordinal);
        });
    }

    /// <summary>The origins of the file, not those of appsettings.json; the path of the environment, not that of the file.</summary>
    [Fact]
    public async Task It_wins_over_the_file_beside_the_program_and_the_environment_over_it()
    {
        Mount(Quiet);
        await using var host = await HostProcess.StartAsync((SettingsFile.Variable, Path), ("Observability__MetricsPath", "/environment"));
        var answer = await host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, "/healthz").With("Origin", "https://file.example"));
        Assert.Equal("https://file.example", answer.Header("Access-Control-Allow-Origin"));
        (await host.Http.AskAsync(HttpMethod.Get, "/environment")).Should(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{\"Logging\":")]
    public async Task One_that_cannot_be_read_is_a_mistake(string? text)
    {
        if (text is not null)
            Mount(text);
        var (exitCode, _, errors) = await HostProcess.RunAsync([], (SettingsFile.Variable, Path), ("SERVER_PORT", "http"));
        Assert.Equal(1, exitCode);
        var lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith($"{SettingsFile.Variable} is '{Path}'; expected", lines[0], StringComparison.Ordinal);
    }

    public void Dispose() => _volume.Delete(true);

    private void Mount(string text)
    {
        var version = Directory.CreateDirectory(System.IO.Path.Combine(_volume.FullName, ".." + Guid.NewGuid().ToString("N")));
        File.WriteAllText(System.IO.Path.Combine(version.FullName, "appsettings.json"), text);
        var (current, next) = (System.IO.Path.Combine(_volume.FullName, "..data"), System.IO.Path.Combine(_volume.FullName, "..next"));
        File.CreateSymbolicLink(next, version.Name);
        // In one step, and of the link itself: .NET would look for the folder behind it.
        using var move = Process.Start("mv", ["-T", next, current]);
        move.WaitForExit();
        if (!File.Exists(Path))
            File.CreateSymbolicLink(Path, System.IO.Path.Combine("..data", "appsettings.json"));
    }
}
