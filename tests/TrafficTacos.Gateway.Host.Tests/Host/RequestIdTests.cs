using System.Net;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Host;

/// <summary>What existing clients and generators ask the host for beside the contract's calls.</summary>
public sealed class RequestIdTests : IAsyncLifetime
{
    private HostProcess _host = null!;

    public async Task InitializeAsync() => _host = await HostProcess.StartAsync(("QUEUE_REQUIRE_USER_TO_ENTER", "false"));

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/nothing")]
    [InlineData("/api/v1/queue/status?token=x")]
    public async Task Every_response_has_a_request_id(string path)
    {
        const string trace = "0af7651916cd43dd8448eb211c80319c";
        var answer = await AskAsync(path, ("traceparent", $"00-{trace}-b7ad6b7169203331-01"));
        Assert.Equal(trace, answer.Header("X-Request-Id"));
        Assert.Equal("order-7:retry_1", (await AskAsync(path, ("X-Request-Id", "order-7:retry_1"))).Header("X-Request-Id"));
        foreach (var id in (string[])["two words", "<script>", new string('x', 129)])
            Assert.Matches("^[0-9a-f]{32}$", (await AskAsync(path, ("X-Request-Id", id))).Header("X-Request-Id"));
        Assert.Matches("^[0-9a-f]{32}$", (await AskAsync(path)).Header("X-Request-Id"));
    }

    [Fact]
    public async Task The_document_is_where_existing_generators_look_too()
    {
        var document = (await AskAsync("/openapi/v1.json")).Should(HttpStatusCode.OK);
        Assert.Equal(document.Text, (await AskAsync("/swagger/doc.json")).Should(HttpStatusCode.OK).Text);
        (await AskAsync("/swagger/index.html")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Enter_may_be_open_to_everybody()
    {
        var place = await _host.Queue.TokenAsync(Fresh.Event());
        var enter = new HttpRequestMessage(HttpMethod.Post, Shop.Prefix + "/enter").With("X-Waiting-Token", place);
        (await _host.Http.AskAsync(enter)).Should(HttpStatusCode.OK);
    }

    private Task<Answer> AskAsync(string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            request.With(name, value);
        return _host.Http.AskAsync(request);
    }
}
