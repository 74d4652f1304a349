using System.Globalization;
using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>What strangers can read, and what operators can.</summary>
public sealed class ManagementPortTests
{
    private static readonly string[] Operators = ["/metrics", "/version", "/openapi/v1.json", "/swagger/doc.json", "/swagger/index.html"];

    [Fact]
    public async Task With_a_management_port_operators_pages_are_there_alone_and_the_API_is_not()
    {
        var port = RedisServer.FreePort();
        await using var host = await HostProcess.StartAsync(("MANAGEMENT_PORT", port.ToString(CultureInfo.InvariantCulture)));
        using var management = HttpVisitor.Client(new Uri($"http://127.0.0.1:{port}"));
        foreach (var path in Operators)
        {
            (await management.AskAsync(HttpMethod.Get, path)).Should(HttpStatusCode.OK);
            (await host.Http.AskAsync(HttpMethod.Get, path)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
            // A header is the client's.
            var pretended = new HttpRequestMessage(HttpMethod.Get, path);
            pretended.Headers.Host = $"127.0.0.1:{port}";
            (await host.Http.AskAsync(pretended)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        }

        (await host.Queue.JoinAsync(Fresh.Event())).Should(HttpStatusCode.Accepted);
        var join = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/join") { Content = new StringContent("{}") };
        (await management.AskAsync(join)).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        foreach (var client in (HttpClient[])[host.Http, management])
            (await client.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
        Assert.Equal("""{"status":"ready"}""", (await host.Http.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK).Text);
        Assert.Contains("dependencies", (await management.AskAsync(HttpMethod.Get, "/readyz")).Should(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_one_everything_is_on_the_one_port_and_the_log_says_so()
    {
        await using var host = await HostProcess.StartAsync();
        foreach (var path in Operators)
            (await host.Http.AskAsync(HttpMethod.Get, path)).Should(HttpStatusCode.OK);
        await host.StopAsync();
        Assert.Contains("MANAGEMENT_PORT", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_another_port()
    {
        var (exitCode, _, errors) = await HostProcess.RunAsync([], ("SERVER_PORT", "8123"), ("MANAGEMENT_PORT", "8123"));
        Assert.Equal(1, exitCode);
        Assert.Contains("MANAGEMENT_PORT", errors, StringComparison.Ordinal);
    }
}
