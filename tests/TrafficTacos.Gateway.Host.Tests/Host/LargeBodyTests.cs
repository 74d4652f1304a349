using System.Net;
using System.Text;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>The shipped manifest has a read-only file system.</summary>
public sealed class LargeBodyTests
{
    [Theory]
    [InlineData(20 * 1024)]
    [InlineData(31 * 1024)]
    [InlineData(63 * 1024)]
    public async Task A_body_under_a_key_is_never_written_to_a_file(int length)
    {
        // Where the framework would write what does not fit into its buffer.
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"), ("ASPNETCORE_TEMP", "/nowhere"));
        var body = $$"""{"event_id":"concert","quantity":1,"comment":"{{new string('x', length)}}"}""";
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + "/reservations") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.With("Authorization", "Bearer dev-super-key-local-testing").With("Idempotency-Key", Fresh.Key());
        (await host.Http.AskAsync(request)).ShouldFail(HttpStatusCode.Forbidden, "ADMISSION_REQUIRED");
    }

    [Fact]
    public async Task One_beyond_the_limit_is_too_large()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"));
        var request = new HttpRequestMessage(HttpMethod.Post, SaleShop.Api + "/reservations") { Content = new StringContent(new string(' ', 65 * 1024), Encoding.UTF8, "application/json") };
        request.With("Authorization", "Bearer dev-super-key-local-testing").With("Idempotency-Key", Fresh.Key());
        (await host.Http.AskAsync(request)).ShouldFail(HttpStatusCode.RequestEntityTooLarge, "BODY_TOO_LARGE");
    }
}
