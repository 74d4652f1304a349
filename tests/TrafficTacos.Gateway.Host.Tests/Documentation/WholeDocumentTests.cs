using System.Net;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Snapshooter.Xunit;
using TrafficTacos.Gateway.Host.Tests.Harness;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>The document with everything in it, as tools read it: by the rules of the format, and by rules of our own that make
/// it worth reading.</summary>
public sealed class WholeDocumentTests(WholeDocument whole) : IClassFixture<WholeDocument>
{
    /// <summary>What is not ready says so in the words of readiness: orchestrators and operators read one shape.</summary>
    private const string NotReady = "Readiness 503";

    private static readonly string[] ErrorSchemas = ["ErrorResponse", "EnterDeniedResponse", "EventNotOpenResponse"];

    private IEnumerable<(string Call, OpenApiOperation Operation)> Operations =>
        from path in whole.Read.Document!.Paths
        from operation in path.Value.Operations!
        select ($"{operation.Key} {path.Key}", operation.Value);

    /// <summary>Whatever changes in the document is a change that clients see, to be looked at as such.</summary>
    [Fact]
    public void Whole_document() => Snapshot.Match(whole.Text);

    [Fact]
    public void It_keeps_every_rule_of_the_format()
    {
        Assert.Empty(whole.Read.Diagnostic!.Errors);
        Assert.Empty(whole.Read.Diagnostic!.Warnings);
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_and_a_summary()
    {
        Assert.Equal(29, Operations.Count());
        Assert.All(Operations, one => Assert.False(string.IsNullOrWhiteSpace(one.Operation.Summary), one.Call));
        Assert.All(Operations, one => Assert.Matches("^[A-Z][A-Za-z]+$", one.Operation.OperationId));
        Assert.Equal(Operations.Count(), Operations.Select(one => one.Operation.OperationId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_operation_has_a_tag_that_is_explained() => Assert.All(Operations, one =>
    {
        Assert.NotEmpty(one.Operation.Tags!);
        Assert.All(one.Operation.Tags!, tag => Assert.Contains(whole.Read.Document!.Tags!, known => known.Name == tag.Name && known.Description is { Length: > 0 }));
    });

    [Fact]
    public void Every_parameter_and_field_is_described()
    {
        Assert.All(Operations, one => Assert.All(one.Operation.Parameters ?? [], parameter => Assert.True(parameter.Description is { Length: > 0 }, $"{one.Call} {parameter.Name}")));
        Assert.All(Operations, one => Assert.Equal(one.Call.Contains('{', StringComparison.Ordinal), (one.Operation.Parameters ?? []).Any(parameter => parameter.In is ParameterLocation.Path)));
        // What is a schema of its own is described field by field there.
        var fields = from schema in whole.Read.Document!.Components!.Schemas!
                     from field in schema.Value.Properties!
                     where field.Value is OpenApiSchema { OneOf: null or { Count: 0 } } held && held.Items is not OpenApiSchemaReference
                     select ($"{schema.Key}.{field.Key}", field.Value.Description);
        Assert.All(fields, field => Assert.False(string.IsNullOrWhiteSpace(field.Description), field.Item1));
    }

    [Fact]
    public void Every_body_is_shown_and_every_answer_described()
    {
        foreach (var (call, status, response) in Answers())
        {
            Assert.False(string.IsNullOrWhiteSpace(response.Description), $"{call} {status}: a description");
            // The papers and the list of a draw are files, and have no schema here.
            Assert.All(response.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal), content => Assert.True(content.Value.Examples?.Count > 0, $"{call} {status} {content.Key}: an example"));
        }

        foreach (var (call, operation) in Operations)
        {
            if (operation.RequestBody is { } body)
                Assert.All(body.Content!, content => Assert.True(content.Value.Examples?.Count > 0, $"{call} {content.Key}: an example"));
            Assert.True(operation.Responses!.Keys.Any(status => status[0] is '2'), $"{call}: a success");
        }
    }

    /// <summary>Whoever copies an example sends or expects what the gateway takes and answers.</summary>
    [Fact]
    public void Every_example_is_of_its_schema()
    {
        var shown = Answers().Select(answer => (What: $"{answer.Call} {answer.Status}", answer.Response.Content))
            .Concat(Operations.Select(one => (What: one.Call, one.Operation.RequestBody?.Content)));
        foreach (var (what, contents) in shown)
        {
            foreach (var content in contents?.Values ?? [])
                Assert.All(content.Examples!, example => Assert.Null(SchemaValidator.Broken(example.Value.Value, content.Schema!, $"{what}: {example.Key}")));
        }
    }

    [Fact]
    public void Every_error_has_the_one_shape()
    {
        var errors = Answers().Where(answer => answer.Status[0] is '4' or '5').ToList();
        Assert.True(errors.Count > 100, $"{errors.Count} errors");
        foreach (var (call, status, response) in errors)
        {
            if ($"{Id(call)} {status}" == NotReady)
                continue;
            var schema = response.Content!["application/json"].Schema!;
            var shapes = (schema.AnyOf is { Count: > 0 } choices ? choices : [schema]).Select(shape => ((OpenApiSchemaReference)shape).Reference.Id).ToList();
            Assert.All(shapes, shape => Assert.Contains(shape, ErrorSchemas));
        }

        // Those that say more than the one shape say all of it.
        foreach (var name in ErrorSchemas)
            Assert.Contains("error", whole.Read.Document!.Components!.Schemas![name].Properties!.Keys);
    }

    [Fact]
    public void There_are_the_tokens_of_users_and_of_the_queue()
    {
        var schemes = whole.Read.Document!.Components!.SecuritySchemes!;
        Assert.Equal(["Bearer", "ReservationToken", "SessionToken", "WaitingToken"], schemes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((SecuritySchemeType.Http, "bearer"), (schemes["Bearer"].Type, schemes["Bearer"].Scheme));
        Assert.Equal((SecuritySchemeType.ApiKey, ParameterLocation.Header, "X-Waiting-Token"), (schemes["WaitingToken"].Type, schemes["WaitingToken"].In, schemes["WaitingToken"].Name));
        Assert.Equal("X-Reservation-Token", schemes["ReservationToken"].Name);
        var used = Operations.SelectMany(one => one.Operation.Security ?? []).SelectMany(way => way.Keys).Select(scheme => scheme.Reference.Id).ToHashSet(StringComparer.Ordinal);
        Assert.True(used.SetEquals(schemes.Keys), string.Join(", ", used));
    }

    /// <summary>A client must not insist on a value that is left out when there is none, nor a request be sent without what it needs.</summary>
    [Theory]
    [InlineData("SeatView", "id", "status")]
    [InlineData("PaymentView", "amount", "currency", "payment_intent_id", "status")]
    [InlineData("CreateReservationBody", "event_id")]
    [InlineData("CreateIntentBody", "amount", "reservation_id")]
    [InlineData("RegisterRequest", "display_name", "email", "password", "username")]
    public void What_is_required_is_what_is_always_there(string schema, params string[] required) =>
        Assert.Equal(required, whole.Read.Document!.Components!.Schemas![schema].Required!.Order(StringComparer.Ordinal));

    private IEnumerable<(string Call, string Status, IOpenApiResponse Response)> Answers() =>
        from one in Operations
        from answer in one.Operation.Responses!
        select (one.Call, answer.Key, answer.Value);

    private string? Id(string call) => Operations.Single(one => one.Call == call).Operation.OperationId;
}

/// <summary>The document of a host in Development, where there are accounts without a key of one's own; its version taken out.</summary>
public sealed class WholeDocument : IAsyncLifetime
{
    internal string Text { get; private set; } = "";

    internal ReadResult Read { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await using var host = await HostProcess.StartAsync(("SERVER_ENVIRONMENT", "Development"));
        var text = (await host.Http.AskAsync(HttpMethod.Get, "/openapi/v1.json")).Should(HttpStatusCode.OK).Text;
        var version = (await host.Http.AskAsync(HttpMethod.Get, "/version")).String("version");
        Text = text.Replace($"\"version\": \"{version}\"", "\"version\": \"<version>\"", StringComparison.Ordinal).ReplaceLineEndings("\n");
        Read = OpenApiDocument.Parse(text, "json", new OpenApiReaderSettings { RuleSet = ValidationRuleSet.GetDefaultRuleSet() });
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
