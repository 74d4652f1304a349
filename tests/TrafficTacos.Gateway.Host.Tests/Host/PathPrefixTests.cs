using System.Net;
using System.Net.Http.Json;
using TrafficTacos.Contracts.Reservations;
using TrafficTacos.Gateway.Host.Tests.Backends;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>Behind a proxy that removes a prefix from the path, and over a socket that speaks IPv6.</summary>
public sealed class PathPrefixTests : IAsyncLifetime
{
    private ScriptedBackend _backend = null!;
    private HostProcess _host = null!;

    public async Task InitializeAsync()
    {
        _backend = (await ScriptedBackend.StartAsync()).Works();
        _host = await HostProcess.StartAsync(
            ("SERVER_ENVIRONMENT", "Development"), ("TRUSTED_PROXIES", "127.0.0.0/8"), ("RESERVATIONS_REQUIRE_ADMISSION", "false"),
            ("BACKEND_RESERVATION_API_GRPC_ADDRESS", _backend.Address.Authority));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData(null, "/api/v1/reservations/rsv-1")]
    [InlineData("/shop", "/shop/api/v1/reservations/rsv-1")]
    public async Task Location_is_where_the_client_finds_it(string? prefix, string location)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + "/reservations") { Content = JsonContent.Create(new { event_id = "concert", quantity = 1 }) };
        request.With("Authorization", "Bearer dev-super-key-local-testing").With("Idempotency-Key", Fresh.Key());
        if (prefix is not null)
            request.With("X-Forwarded-Prefix", prefix);
        Assert.Equal(location, (await _host.Http.AskAsync(request)).Should(HttpStatusCode.Accepted).Header("Location"));
        // The host listens on all interfaces of both families; backends know IPv4 clients by their IPv4 address.
        Assert.Equal("127.0.0.1", _backend.Of("CreateReservation").Last().Read(CreateReservationRequest.Parser).Metadata.IpAddress);
    }

    /// <summary>The page and the document name each other and the API relative to themselves.</summary>
    [Fact]
    public async Task The_documentation_points_nowhere_outside()
    {
        var script = (await _host.Http.AskAsync(HttpMethod.Get, "/swagger/index.js")).Should(HttpStatusCode.OK).Text;
        Assert.Contains("\"url\":\"../openapi/v1.json\"", script, StringComparison.Ordinal);
        Assert.DoesNotContain("\"url\":\"/", script, StringComparison.Ordinal);
        var document = (await _host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).Json;
        var server = document.GetProperty("servers")[0].GetProperty("url").GetString()!;
        Assert.Equal("https://shop.example/shop/", new Uri(new Uri("https://shop.example/shop/openapi/v1.json"), server).AbsoluteUri);
    }
}
