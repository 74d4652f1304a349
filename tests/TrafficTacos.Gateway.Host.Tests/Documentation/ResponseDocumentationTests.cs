using System.Text.RegularExpressions;

namespace TrafficTacos.Gateway.Host.Tests.Documentation;

/// <summary>What the document says of answers: their headers, and every error with its code.</summary>
[Collection(DocumentedHostCollection.Name)]
public sealed class ResponseDocumentationTests(DocumentedHost documented)
{
    [Theory]
    [InlineData("POST /api/v1/reservations", 202, "Location")]
    [InlineData("POST /api/v1/reservations", 202, "Idempotency-Replayed")]
    [InlineData("POST /api/v1/reservations/{id}/confirm", 200, "Idempotency-Replayed")]
    [InlineData("POST /api/v1/payment/process", 200, "X-Idempotency-Cached")]
    [InlineData("POST /api/v1/queue/join", 202, "Idempotency-Replayed")]
    public void It_lists_the_headers_of_answers(string call, int status, string header) =>
        Assert.NotNull(documented.Operation(call)["responses"]![$"{status}"]!["headers"]?[header]);

    [Theory]
    [InlineData("GET /api/v1/reservations/{id}", 400, "INVALID_REQUEST")]
    [InlineData("POST /api/v1/reservations/{id}/cancel", 400, "INVALID_REQUEST")]
    [InlineData("POST /api/v1/reservations/{id}/cancel", 409, "IDEMPOTENCY_IN_PROGRESS")]
    [InlineData("POST /api/v1/reservations", 403, "ACCESS_DENIED")]
    [InlineData("POST /api/v1/reservations", 503, "QUEUE_UNAVAILABLE")]
    [InlineData("POST /api/v1/reservations", 500, "INTERNAL_ERROR")]
    [InlineData("POST /api/v1/queue/join", 503, "UPSTREAM_UNAVAILABLE")]
    public void It_lists_the_errors_of_answers(string call, int status, string code) =>
        Assert.NotNull(documented.Operation(call)["responses"]![$"{status}"]?["content"]?["application/json"]?["examples"]?[code]);

    [Fact]
    public void Every_error_is_listed_with_its_code_and_an_example_of_it()
    {
        foreach (var (call, operation) in documented.Operations.Where(operation => operation.Call.Contains("/api/v1/", StringComparison.Ordinal)))
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
}
