using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>A client that sends its headers and half of its body, and then nothing. Kestrel waits 5 s for it, and then for as long as the
/// bytes are worth at 240 a second.</summary>
public sealed class StalledBodyTests
{
    private const string Half = """{"event_id":"con""";

    private static readonly string[] User = ["Authorization: Bearer dev-super-key-local-testing"];
    private static readonly string[] LoadTest = [.. User, "X-Load-Test: true"];

    private static readonly (string Path, string[] Headers)[] Calls =
    [
        ("/queue/join", []),
        ("/queue/join", ["Idempotency-Key: stalled"]),
        ("/queue/join", LoadTest),
        ("/queue/enter", User),
        ("/reservations", [.. User, "Idempotency-Key: stalled"]),
        ("/reservations", [.. LoadTest, "Idempotency-Key: stalled-too"]),
        ("/payment/intent", [.. User, "Idempotency-Key: stalled"]),
        ("/payment/process", User),
        ("/auth/register", []),
        ("/auth/login", []),
    ];

    [Fact]
    public async Task It_is_a_408_that_says_that_nothing_was_done()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"), ("RESERVATIONS_REQUIRE_ADMISSION", "false"));
        var answers = await Task.WhenAll(Calls.SelectMany(call => ((bool[])[false, true]).Select(isChunked => StallAsync(host, call.Path, call.Headers, isChunked))));
        foreach (var answer in answers)
        {
            answer.ShouldFail(HttpStatusCode.RequestTimeout, "REQUEST_TIMEOUT");
            Assert.Equal("1", answer.Header("Retry-After"));
        }

        // The key is free: the whole body is another one, and would be a conflict.
        var whole = new RawRequest("POST", SaleShop.Api + "/queue/join").With("Idempotency-Key: stalled").WithJson("""{"event_id":"concert"}""");
        (await whole.SendAsync(host.Address)).Should(HttpStatusCode.Accepted);
    }

    private static Task<Answer> StallAsync(HostProcess host, string path, string[] headers, bool isChunked)
    {
        var request = new RawRequest("POST", SaleShop.Api + path).WithJson(isChunked ? $"80\r\n{Half}" : Half).With(headers);
        return (isChunked ? request.With("Transfer-Encoding: chunked") with { Length = null } : request with { Length = 128 }).SendAsync(host.Address);
    }
}
