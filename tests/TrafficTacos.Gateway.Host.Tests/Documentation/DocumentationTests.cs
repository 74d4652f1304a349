using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>The documentation of the host as it runs: complete, true, and from no other host than this.</summary>
[Collection(DocumentedHosts.Name)]
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
        Assert.Equal("/", (string)Document["servers"]!.AsArray().Single()!["url"]!);
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
    public void Every_operation_says_what_it_does_and_shows_every_body()
    {
        var missing = new List<string>();
        foreach (var (call, operation) in documented.Operations)
        {
            Require(operation["summary"], $"{call}: a summary");
            Require(operation["tags"]?.AsArray().FirstOrDefault(), $"{call}: a tag");
            if (operation["requestBody"] is { } body)
                RequireExamples(body, $"{call}: the request");
            Require(operation["responses"]?.AsObject().FirstOrDefault(pair => pair.Key[0] == '2').Value, $"{call}: a success");
            foreach (var (status, response) in operation["responses"]!.AsObject())
            {
                Require(response!["description"], $"{call} {status}: a description");
                RequireExamples(response, $"{call} {status}");
            }
        }

        foreach (var tag in Document["tags"]!.AsArray())
            Require(tag!["description"], $"tag {tag["name"]}: a description");
        Assert.Equal([], missing);

        void RequireExamples(JsonNode held, string what)
        {
            Require(held["content"]?["application/json"]?["schema"], what + ": a schema");
            Require(held["content"]?["application/json"]?["examples"]?.AsObject().FirstOrDefault().Value?["value"], what + ": an example");
        }

        void Require(JsonNode? node, string what)
        {
            if (node is null)
                missing.Add(what);
        }
    }

    [Fact]
    public void What_handlers_read_by_hand_is_there()
    {
        Assert.Equal(["header Idempotency-Key"], Parameters("POST /api/v1/queue/join"));
        foreach (var call in (string[])["GET /api/v1/queue/status", "POST /api/v1/queue/enter", "DELETE /api/v1/queue/leave", "POST /api/v1/queue/leave"])
            Assert.Equal(["query token", "header X-Waiting-Token"], Parameters(call));
        var enter = documented.Operation("POST /api/v1/queue/enter");
        Assert.NotEqual(true, (bool?)enter["requestBody"]!["required"]);
        Assert.True((bool)documented.Operation("POST /api/v1/queue/join")["requestBody"]!["required"]!);
        var conflict = documented.Operation("POST /api/v1/queue/join")["responses"]!["409"]!["content"]!["application/json"]!["schema"]!["anyOf"]!.AsArray();
        Assert.Equal(["#/components/schemas/DuplicateJoinResponse", "#/components/schemas/ErrorResponse"], conflict.Select(schema => (string)schema!["$ref"]!).Order(StringComparer.Ordinal));

        IEnumerable<string> Parameters(string call) =>
            documented.Operation(call)["parameters"]!.AsArray().Select(parameter => $"{parameter!["in"]} {parameter["name"]}");
    }

    [Fact]
    public void There_is_a_way_to_authorize_with_each_kind_of_token()
    {
        var schemes = Document["components"]!["securitySchemes"]!.AsObject();
        Assert.Equal(["Bearer", "ReservationToken", "WaitingToken"], schemes.Select(scheme => scheme.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("http", "bearer"), ((string)schemes["Bearer"]!["type"]!, (string)schemes["Bearer"]!["scheme"]!));
        Assert.Equal(("apiKey", "header", "X-Waiting-Token"), ((string)schemes["WaitingToken"]!["type"]!, (string)schemes["WaitingToken"]!["in"]!, (string)schemes["WaitingToken"]!["name"]!));
        var join = documented.Operation("POST /api/v1/queue/join")["security"]!.AsArray();
        Assert.Equal(["", "Bearer"], join.Select(way => string.Join('+', way!.AsObject().Select(scheme => scheme.Key))));
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

    /// <summary>No example can drift from its schema: each has exactly fields that there are, and all that are required.</summary>
    [Fact]
    public void Examples_fit_their_schemas()
    {
        foreach (var content in Contents(Document["paths"]!))
        {
            var schema = content["schema"]!;
            var choices = (schema["anyOf"]?.AsArray() ?? [schema.DeepClone()]).Select(choice => Resolve(choice!)).ToList();
            foreach (var (name, example) in content["examples"]!.AsObject())
                Assert.True(choices.Any(choice => Fits(example!["value"]!.AsObject(), choice)), $"{name}: {example!["value"]!.ToJsonString()} is no {schema.ToJsonString()}");
        }

        JsonObject Resolve(JsonNode schema) => (string?)schema["$ref"] is { } reference
            ? Document["components"]!["schemas"]![reference.Split('/')[^1]]!.AsObject()
            : schema.AsObject();

        static bool Fits(JsonObject value, JsonObject schema) =>
            value.All(field => schema["properties"]![field.Key] is not null)
            && (schema["required"]?.AsArray() ?? []).All(name => value.ContainsKey((string)name!));
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
        foreach (var setting in (string[])["\"tryItOutEnabled\":true", "\"persistAuthorization\":true", "\"validatorUrl\":\"none\"", "\"url\":\"/openapi/v1.json\""])
            Assert.Contains(setting, script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        await using var host = await HostProcess.StartAsync(("Documentation__Enabled", "false"));
        (await host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
        (await host.Http.AskAsync(HttpMethod.Get, "/swagger/index.html")).ShouldFail(HttpStatusCode.NotFound, "NOT_FOUND");
    }

    private static IEnumerable<JsonObject> Contents(JsonNode node) => node switch
    {
        JsonObject held when held["schema"] is not null && held["examples"] is not null => [held],
        JsonObject held => held.Select(pair => pair.Value).OfType<JsonNode>().SelectMany(Contents),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Contents),
        _ => [],
    };
}
