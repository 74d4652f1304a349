using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Queueing.AspNetCore;
using TrafficTacos.Queueing.AspNetCore.Documentation;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>Adds responses: types, errors, examples, headers.</summary>
internal static class OperationResponses
{
    private const string JsonType = "application/json";
    private const string ErrorSchema = "ErrorResponse";

    /// <summary>Adds all types of a status that has several. The framework keeps only the last one.</summary>
    public static async Task AddTypesAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var produced = context.Description.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>()
            .Where(response => response.Type is not null && response.Type != typeof(void))
            .GroupBy(response => response.StatusCode, response => response.Type!);
        foreach (var status in produced)
        {
            if (status.Distinct().ToList() is not { Count: > 1 } types)
                continue;
            var schemas = new List<IOpenApiSchema>();
            foreach (var type in types)
            {
                var schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
                context.Document!.AddComponent(type.Name, (IOpenApiSchema)schema);
                schemas.Add(new OpenApiSchemaReference(type.Name, context.Document));
            }

            Json(operation, status.Key).Schema = new OpenApiSchema { AnyOf = schemas };
        }
    }

    /// <summary>Adds the error codes of each status with their messages.</summary>
    public static void AddErrors(OpenApiOperation operation, OpenApiDocument document, IEnumerable<ApiError> errors)
    {
        foreach (var status in errors.DistinctBy(error => (error.Code, error.Message)).GroupBy(error => error.Status))
        {
            var response = Response(operation, status.Key);
            response.Description = string.Join('\n', status.Select(error => $"- `{error.Code}`: {error.Message}"));
            Json(operation, status.Key).Schema ??= new OpenApiSchemaReference(ErrorSchema, document);
            if (status.Any(error => error.RetryAfter is not null))
                AddHeader(response, document, GatewayDocumentTransformer.RetryAfter);
            if (status.Key == StatusCodes.Status401Unauthorized)
                AddHeader(response, document, GatewayDocumentTransformer.Authenticate);
        }
    }

    public static void AddExamples(OpenApiOperation operation, IEnumerable<BodyExampleMetadata> examples)
    {
        foreach (var example in examples)
        {
            var content = example.Status is { } status ? Json(operation, status) : Body(operation);
            if (content is null)
                continue;
            content.Examples ??= new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal);
            content.Examples[example.Name] = new OpenApiExample { Summary = example.Name, Value = JsonNode.Parse(example.Json) };
        }
    }

    /// <summary>Adds the headers of successful responses.</summary>
    public static void AddHeaders(OpenApiOperation operation, IEnumerable<ResponseHeaderMetadata> headers)
    {
        var successes = operation.Responses!.Where(pair => pair.Key.StartsWith('2')).Select(pair => pair.Value).OfType<OpenApiResponse>().ToList();
        foreach (var sent in headers)
        {
            var header = new OpenApiHeader
            {
                Description = sent.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = JsonValue.Create(sent.Example),
            };
            foreach (var response in successes)
                HeadersOf(response)[sent.Name] = header;
        }
    }

    /// <summary>Adds the headers of the rate limit. Every counted response has them; the document shows them for success and for 429.</summary>
    public static void AddLimitHeaders(OpenApiOperation operation, OpenApiDocument document, ApiError refusal)
    {
        foreach (var (status, response) in operation.Responses!)
        {
            if (response is not OpenApiResponse counted || !(status.StartsWith('2') || status.Equals(Key(refusal.Status), StringComparison.Ordinal)))
                continue;
            foreach (var header in (string[])[RateLimitHeaders.Limit, RateLimitHeaders.Remaining, RateLimitHeaders.Reset])
                AddHeader(counted, document, header);
        }
    }

    /// <summary>Sorts the responses by status.</summary>
    public static void Sort(OpenApiOperation operation)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses!.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            sorted[status] = response;
        operation.Responses = sorted;
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static void AddHeader(OpenApiResponse response, OpenApiDocument document, string name) =>
        HeadersOf(response)[name] = new OpenApiHeaderReference(name, document);

    private static IDictionary<string, IOpenApiHeader> HeadersOf(OpenApiResponse response) =>
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.OrdinalIgnoreCase);

    private static OpenApiResponse Response(OpenApiOperation operation, int status)
    {
        var key = Key(status);
        operation.Responses ??= [];
        if (operation.Responses.TryGetValue(key, out var known) && known is OpenApiResponse response)
            return response;
        response = new OpenApiResponse();
        operation.Responses[key] = response;
        return response;
    }

    private static OpenApiMediaType Json(OpenApiOperation operation, int status)
    {
        var response = Response(operation, status);
        response.Content ??= new Dictionary<string, OpenApiMediaType>(StringComparer.OrdinalIgnoreCase);
        if (!response.Content.TryGetValue(JsonType, out var content))
            response.Content[JsonType] = content = new OpenApiMediaType();
        return content;
    }

    private static OpenApiMediaType? Body(OpenApiOperation operation) =>
        operation.RequestBody is { Content: { } content } && content.TryGetValue(JsonType, out var body) ? body : null;
}
