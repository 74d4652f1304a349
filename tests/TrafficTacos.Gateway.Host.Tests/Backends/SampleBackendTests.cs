using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Backends;

/// <summary>The samples that the gateway starts in Development.</summary>
public sealed partial class SampleBackendTests
{
    private static readonly (string Name, string Value)[] WithoutAddresses =
        [("SERVER_ENVIRONMENT", "Development"), ("BACKEND_RESERVATION_API_GRPC_ADDRESS", ""), ("BACKEND_PAYMENT_API_GRPC_ADDRESS", "")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_exit_with_the_gateway_even_if_it_is_killed(bool killed)
    {
        await using var host = await HostProcess.StartAsync(WithoutAddresses);
        IPEndPoint[] samples = [.. SampleAddress().Matches(host.Output).Select(address => IPEndPoint.Parse(address.Value))];
        Assert.Equal(2, samples.Length);
        Assert.All(samples, sample => Assert.True(Listens(sample)));
        if (killed)
            await host.KillAsync();
        else
            Assert.Equal(0, await host.StopAsync());
        await Eventually.IsTrueAsync(() => !samples.Any(Listens));
        Assert.Equal("", host.Errors);
    }

    [Fact]
    public async Task A_sample_takes_the_place_of_the_missing_backend_only()
    {
        await using var host = await HostProcess.StartAsync([.. WithoutAddresses, ("BACKEND_PAYMENT_API_GRPC_ADDRESS", LivenessOnlyBackend.Address)]);
        Assert.Contains("Started the sample backends: reservation on 127.0.0.1:", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("payment on", host.Output, StringComparison.Ordinal);
    }

    /// <summary>The output of this project has the gateway without its samples, as what is published has.</summary>
    [Fact]
    public async Task Without_the_samples_the_queue_works_and_a_reservation_is_503()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            Path.Combine(AppContext.BaseDirectory, "TrafficTacos.Gateway.Host.dll"), new Dictionary<string, string>());
        using var http = HttpVisitor.Client(gateway.Address);
        await new QueueClient(http, atTheGateway: true).PassAsync(Fresh.Event(), Fresh.User());
        var reservation = await http.AskAsync(
            new HttpRequestMessage(HttpMethod.Get, SaleShop.Api + "/reservations/rsv-1").With("Authorization", "Bearer dev-super-key-local-testing"));
        reservation.ShouldFail(HttpStatusCode.ServiceUnavailable, "UPSTREAM_UNAVAILABLE");
        await Eventually.IsTrueAsync(() => gateway.Output.Contains("No address is configured for reservation, payment", StringComparison.Ordinal));
    }

    private static bool Listens(IPEndPoint address)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<=(payment|reservation) on )127\.0\.0\.1:\d+", RegexOptions.ExplicitCapture)]
    private static partial Regex SampleAddress();
}
