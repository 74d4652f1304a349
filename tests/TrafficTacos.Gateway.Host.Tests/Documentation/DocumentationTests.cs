using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>The documentation of the host as it runs: complete, true, and from no other host than this.</summary>
public sealed class DocumentationTests(DocumentedHost documented) : IClassFixture<DocumentedHost>
{
    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    private JsonObject Document => documented.Document;

    private IEnumerable<(string Call, JsonObject Operation)> Operations =>
        from path in Document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        where Methods.Contains(method.Key)
        select ($"{method.Key.ToUpperInvariant()} {path.Key}", method.Value!.AsObject());

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
    public void It_lists_every_call(string call) => Assert.Contains(call, Operations.Select(operation => operation.Call));

    [Theory]
    [InlineData("POST /api/v1/reservations", 202, "Location")]
    [InlineData("POST /api/v1/reservations", 202, "Idempotency-Replayed")]
    [InlineData("POST /api/v1/reservations/{id}/confirm", 200, "Idempotency-Replayed")]
    [InlineData("POST /api/v1/payment/process", 200, "X-Idempotency-Cached")]
    [InlineData("POST /api/v1/queue/join", 202, "Idempotency-Replayed")]
    public void It_lists_the_headers_of_answers(string call, int status, string header) =>
        Assert.NotNull(Operations.Single(operation => operation.Call == call).Operation["responses"]![$"{status}"]!["headers"]?[header]);

    [Theory]
    [InlineData("GET /api/v1/reservations/{id}", 400, "INVALID_REQUEST")]
    [InlineData("POST /api/v1/reservations/{id}/cancel", 400, "INVALID_REQUEST")]
    [InlineData("POST /api/v1/reservations/{id}/cancel", 409, "IDEMPOTENCY_IN_PROGRESS")]
    [InlineData("POST /api/v1/reservations", 403, "ACCESS_DENIED")]
    [InlineData("POST /api/v1/reservations", 503, "QUEUE_UNAVAILABLE")]
    [InlineData("POST /api/v1/reservations", 500, "INTERNAL_ERROR")]
    [InlineData("GET /api/v1/queue/status", 503, "UPSTREAM_UNAVAILABLE")]
    public void It_lists_the_errors_of_answers(string call, int status, string code) =>
        Assert.NotNull(Operations.Single(operation => operation.Call == call).Operation["responses"]![$"{status}"]?["content"]?["application/json"]?["examples"]?[code]);

    [Fact]
    public void Every_operation_says_what_it_does_and_shows_every_body()
    {
        var missing = new List<string>();
        foreach (var (call, operation) in Operations)
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
    public void Every_error_is_listed_with_its_code_and_an_example_of_it()
    {
        foreach (var (call, operation) in Operations.Where(operation => operation.Call.Contains("/api/v1/", StringComparison.Ordinal)))
        {
            var responses = operation["responses"]!.AsObject();
            foreach (var (status, response) in responses.Where(pair => pair.Key[0] is '4' or '5'))
            {
                var codes = Regex.Matches((string)response!["description"]!, "^- `([A-Z_]+)`: ", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
                Assert.NotEmpty(codes);
                var examples = response["content"]!["application/json"]!["examples"]!.AsObject();
                // A code may stand there twice, with what it means of two services; its example is one.
                Assert.Equal(codes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), examples.Select(pair => (string)pair.Value!["value"]!["error"]!["code"]!).Order(StringComparer.Ordinal));
                Assert.All(examples, example => Assert.Equal(example.Key, (string)example.Value!["value"]!["error"]!["code"]!));
                Assert.True(status is not "503" and not "429" || response["headers"]!["Retry-After"] is not null, $"{call} {status}");
            }

            Assert.NotNull(responses["429"]!["headers"]!["X-RateLimit-Remaining"]);
            if (responses["401"] is { } unknown)
                Assert.NotNull(unknown["headers"]!["WWW-Authenticate"]);
        }
    }

    [Fact]
    public void What_handlers_read_by_hand_is_there()
    {
        Assert.Equal(["header Idempotency-Key"], Parameters("POST /api/v1/queue/join"));
        foreach (var call in (string[])["GET /api/v1/queue/status", "POST /api/v1/queue/enter", "DELETE /api/v1/queue/leave", "POST /api/v1/queue/leave"])
            Assert.Equal(["query token", "header X-Waiting-Token"], Parameters(call));
        var enter = Of("POST /api/v1/queue/enter");
        Assert.NotEqual(true, (bool?)enter["requestBody"]!["required"]);
        Assert.True((bool)Of("POST /api/v1/queue/join")["requestBody"]!["required"]!);
        var conflict = Of("POST /api/v1/queue/join")["responses"]!["409"]!["content"]!["application/json"]!["schema"]!["anyOf"]!.AsArray();
        Assert.Equal(["#/components/schemas/DuplicateJoinResponse", "#/components/schemas/ErrorResponse"], conflict.Select(schema => (string)schema!["$ref"]!).Order(StringComparer.Ordinal));

        IEnumerable<string> Parameters(string call) =>
            Of(call)["parameters"]!.AsArray().Select(parameter => $"{parameter!["in"]} {parameter["name"]}");

        JsonObject Of(string call) => Operations.Single(operation => operation.Call == call).Operation;
    }

    [Fact]
    public void There_is_a_way_to_authorize_with_each_kind_of_token()
    {
        var schemes = Document["components"]!["securitySchemes"]!.AsObject();
        Assert.Equal(["Bearer", "ReservationToken", "WaitingToken"], schemes.Select(scheme => scheme.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("http", "bearer"), ((string)schemes["Bearer"]!["type"]!, (string)schemes["Bearer"]!["scheme"]!));
        Assert.Equal(("apiKey", "header", "X-Waiting-Token"), ((string)schemes["WaitingToken"]!["type"]!, (string)schemes["WaitingToken"]!["in"]!, (string)schemes["WaitingToken"]!["name"]!));
        var join = Operations.Single(operation => operation.Call == "POST /api/v1/queue/join").Operation["security"]!.AsArray();
        Assert.Equal(["", "Bearer"], join.Select(way => string.Join('+', way!.AsObject().Select(scheme => scheme.Key))));
        Assert.Null(Operations.Single(operation => operation.Call == "GET /healthz").Operation["security"]);
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

/// <summary>A host in Production, and its document.</summary>
public sealed class DocumentedHost : IAsyncLifetime
{
    internal HostProcess Host { get; private set; } = null!;

    internal JsonObject Document { get; private set; } = null!;

    internal string? ContentType { get; private set; }

    public async Task InitializeAsync()
    {
        Host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Production"));
        var answer = (await Host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).Should(HttpStatusCode.OK);
        ContentType = answer.Header("Content-Type");
        Document = JsonNode.Parse(answer.Text)!.AsObject();
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
