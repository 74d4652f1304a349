using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>The documentation of the host as it runs: complete, true, and from no other host than this.</summary>
[Collection(DocumentedHostCollection.Name)]
public sealed class DocumentationTests(DocumentedHost documented)
{
    private JsonObject Document => documented.Document;

    [Fact]
    public async Task It_is_OpenApi_3_1_with_this_version_and_relative_addresses()
    {
        Assert.Equal("application/json; charset=utf-8", documented.ContentType);
        Assert.StartsWith("3.1.", (string)Document["openapi"]!, StringComparison.Ordinal);
        var version = (await documented.Host.Http.AskAsync(HttpMethod.Get, "/version")).String("version");
        Assert.Equal(version, (string)Document["info"]!["version"]!);
        Assert.Equal("..", (string)Document["servers"]!.AsArray().Single()!["url"]!);
        Assert.DoesNotContain("127.0.0.1", Document.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>As the other system paths: a tool sends what it is configured with, and a token that is over is no reason to hide it.</summary>
    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger/index.html")]
    public async Task It_is_shown_whatever_the_Authorization_says(string path) =>
        (await documented.Host.Http.AskAsync(new HttpRequestMessage(HttpMethod.Get, path).With("Authorization", "Bearer rubbish"))).Should(HttpStatusCode.OK);

    [Theory]
    [InlineData("POST /api/v1/queue/join")]
    [InlineData("GET /api/v1/queue/status")]
    [InlineData("POST /api/v1/queue/enter")]
    [InlineData("DELETE /api/v1/queue/leave")]
    [InlineData("POST /api/v1/queue/leave")]
    [InlineData("POST /api/v1/reservations")]
    [InlineData("GET /api/v1/reservations/{id}")]
    [InlineData("POST /api/v1/reservations/{id}/confirm")]
    [InlineData("POST /api/v1/reservations/{id}/cancel")]
    [InlineData("POST /api/v1/payment/intent")]
    [InlineData("POST /api/v1/payment/process")]
    [InlineData("GET /api/v1/payment/{id}/status")]
    [InlineData("POST /api/v1/payments/intent")]
    [InlineData("GET /healthz")]
    [InlineData("GET /readyz")]
    [InlineData("GET /version")]
    public void It_lists_every_call(string call) => Assert.Contains(call, documented.Operations.Select(operation => operation.Call));

    [Fact]
    public void What_handlers_read_by_hand_is_there()
    {
        Assert.Equal(["header Idempotency-Key", "header X-Waiting-Token"], Parameters("POST /api/v1/queue/join"));
        Assert.Equal(["query token", "header X-Waiting-Token", "query hidden"], Parameters("GET /api/v1/queue/status"));
        foreach (var call in (string[])["POST /api/v1/queue/enter", "DELETE /api/v1/queue/leave", "POST /api/v1/queue/leave"])
            Assert.Equal(["query token", "header X-Waiting-Token"], Parameters(call));
        var enter = documented.Operation("POST /api/v1/queue/enter");
        Assert.NotEqual(true, (bool?)enter["requestBody"]!["required"]);
        Assert.True((bool)documented.Operation("POST /api/v1/queue/join")["requestBody"]!["required"]!);
        // A second join is answered with the place, so a conflict is one of keys alone.
        var conflict = documented.Operation("POST /api/v1/queue/join")["responses"]!["409"]!["content"]!["application/json"]!["schema"]!;
        Assert.Equal("#/components/schemas/ErrorResponse", (string)conflict["$ref"]!);

        IEnumerable<string> Parameters(string call) =>
            documented.Operation(call)["parameters"]!.AsArray().Select(parameter => $"{parameter!["in"]} {parameter["name"]}");
    }

    [Fact]
    public void Who_has_to_say_who_they_are_is_there()
    {
        var join = documented.Operation("POST /api/v1/queue/join")["security"]!.AsArray();
        Assert.Equal(["", "WaitingToken", "Bearer", "Bearer+WaitingToken"], join.Select(way => string.Join('+', way!.AsObject().Select(scheme => scheme.Key))));
        Assert.Null(documented.Operation("GET /healthz")["security"]);
    }

    [Fact]
    public void Schemas_are_those_of_the_wire()
    {
        var schemas = Document["components"]!["schemas"]!;
        Assert.Equal("integer", (string)schemas["StatusResponse"]!["properties"]!["position"]!["type"]!);
        Assert.Equal("number", (string)schemas["StatusResponse"]!["properties"]!["eta_confidence"]!["type"]!);
        Assert.Equal(["event_id"], schemas["JoinRequest"]!["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal("string", (string)schemas["JoinRequest"]!["properties"]!["event_id"]!["type"]!);
        foreach (var (name, schema) in schemas.AsObject())
        {
            Assert.Matches("^[A-Z][A-Za-z]+$", name);
            Assert.All(schema!["properties"]!.AsObject(), property => Assert.Matches("^[a-z][a-z0-9_]*$", property.Key));
        }
    }

    [Theory]
    [InlineData("/swagger")]
    [InlineData("/swagger/index.html")]
    public async Task The_page_is_there_and_may_ask_nobody_else(string path)
    {
        var page = await documented.Host.Http.AskAsync(HttpMethod.Get, path);
        if (page.Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found)
            page = await documented.Host.Http.AskAsync(HttpMethod.Get, "/swagger/" + page.Headers.Location!.OriginalString.Split('/')[^1]);
        page.Should(HttpStatusCode.OK);
        Assert.StartsWith("text/html", page.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("http", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        foreach (Match asset in Regex.Matches(page.Text, "(?:src|href)=\"([^\"]+)\""))
        {
            Assert.DoesNotContain("//", asset.Groups[1].Value, StringComparison.Ordinal);
            (await documented.Host.Http.AskAsync(HttpMethod.Get, "/swagger/" + asset.Groups[1].Value.TrimStart('.', '/'))).Should(HttpStatusCode.OK);
        }

        var script = (await documented.Host.Http.AskAsync(HttpMethod.Get, "/swagger/index.js")).Should(HttpStatusCode.OK).Text;
        foreach (var setting in (string[])["\"tryItOutEnabled\":true", "\"persistAuthorization\":true", "\"validatorUrl\":\"none\"", "\"url\":\"../openapi/v1.json\""])
            Assert.Contains(setting, script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var host = await HostProcess.StartAsync(("Documentation__Enabled", "false"));
        (await host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        (await host.Http.AskAsync(HttpMethod.Get, "/swagger/index.html")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
    }
}
