using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>Idle connections up to the limit of open files must not end the process.</summary>
public sealed class ConnectionLimitTests
{
    [Fact]
    public async Task Above_the_bound_new_connections_are_refused_and_the_others_are_served()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_MAX_CONNECTIONS", "20"));
        await AttackAsync(host, 60);
        await host.StopAsync();
        Assert.Contains(host.Output.Split('\n'), line => line.Contains("and 20 may be", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_one_the_limit_of_open_files_is_the_bound_even_if_it_changes()
    {
        await using var host = await HostProcess.StartAsync();
        (await host.Queue.JoinAsync(Fresh.Event())).Should(HttpStatusCode.Accepted);
        using (var prlimit = Process.Start("prlimit", ["--pid", host.Id.ToString(CultureInfo.InvariantCulture), "--nofile=700:700"]))
            await prlimit.WaitForExitAsync();
        await AttackAsync(host, 800);
    }

    private static async Task AttackAsync(HostProcess host, int connections)
    {
        (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK); // and its connection is kept
        // The limit of open files is read once a second.
        await Eventually.IsTrueAsync(async () =>
        {
            var idle = new List<TcpClient>();
            try
            {
                for (var i = 0; i < connections; i++)
                {
                    var client = new TcpClient();
                    idle.Add(client);
                    await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
                }

                (await host.Http.AskAsync(HttpMethod.Get, "/healthz")).Should(HttpStatusCode.OK);
                using var late = HttpVisitor.Client(host.Address);
                await Assert.ThrowsAsync<HttpRequestException>(() => late.AskAsync(HttpMethod.Get, "/healthz"));
                var metrics = (await host.Http.AskAsync(HttpMethod.Get, "/metrics")).Text;
                return metrics.Contains("gateway_connections_refused_total", StringComparison.Ordinal);
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException or SocketException)
            {
                return false;
            }
            finally
            {
                foreach (var client in idle)
                    client.Dispose();
            }
        });
        await Eventually.IsTrueAsync(async () =>
        {
            using var late = HttpVisitor.Client(host.Address);
            try
            {
                return (await late.AskAsync(HttpMethod.Get, "/healthz")).Status == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }
}
