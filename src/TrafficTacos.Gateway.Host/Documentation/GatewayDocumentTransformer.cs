using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrafficTacos.Gateway.Host.Configuration;
using TrafficTacos.Gateway.Host.RateLimiting;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The parts of the document that do not belong to one operation: title, version, security schemes, shared headers.</summary>
internal sealed class GatewayDocumentTransformer : IOpenApiDocumentTransformer
{
    public const string Bearer = "Bearer";
    public const string RetryAfter = "Retry-After";
    public const string Authenticate = "WWW-Authenticate";

    private static readonly WaitingRoomHttpOptions Http = new();

    /// <summary>The security scheme of each header with a token.</summary>
    public static IReadOnlyDictionary<string, string> TokenHeaders { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [Http.WaitingTokenHeader] = "WaitingToken",
        [Http.ReservationTokenHeader] = "ReservationToken",
        [Http.SessionTokenHeader] = "SessionToken",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = context.DocumentName is GatewayDocuments.Operator ? DocumentationText.OperatorTitle : DocumentationText.Title,
            Version = GatewayVersion.Release,
            Description = context.DocumentName is GatewayDocuments.Operator ? DocumentationText.OperatorText : DocumentationText.Text,
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // Relative to the address of the document, which may be behind a prefix.
        document.Servers = [new OpenApiServer { Url = ".." }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
            tag.Description = DocumentationText.Tags.GetValueOrDefault(tag.Name ?? "");

        document.AddComponent(Bearer, (IOpenApiSecurityScheme)new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "Who the user is: a token of the configured issuer, or of login and register.",
        });
        AddToken(document, Http.WaitingTokenHeader, "The `waiting_token` that join answered with.");
        AddToken(document, Http.ReservationTokenHeader, "The `reservation_token` that enter answered with.");
        AddToken(document, Http.SessionTokenHeader, "The `session_token` of a session that was opened with it.");

        AddHeader(document, Authenticate, "How to authorize: as a bearer.", JsonValue.Create("Bearer"));
        AddHeader(document, RetryAfter, "In how many seconds trying again is worth it.", 1);
        AddHeader(document, RateLimitHeaders.Limit, "How many requests can be sent at once.", 100);
        AddHeader(document, RateLimitHeaders.Remaining, "How many of these are left.", 99);
        AddHeader(document, RateLimitHeaders.Reset, "In how many seconds all of them are back.", 1);
        return Task.CompletedTask;
    }

    private static void AddToken(OpenApiDocument document, string header, string description) =>
        document.AddComponent(TokenHeaders[header], (IOpenApiSecurityScheme)new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = header,
            Description = description,
        });

    private static void AddHeader(OpenApiDocument document, string name, string description, JsonNode example) =>
        document.AddComponent(name, (IOpenApiHeader)new OpenApiHeader
        {
            Description = description,
            Schema = new OpenApiSchema { Type = example.GetValueKind() == JsonValueKind.Number ? JsonSchemaType.Integer : JsonSchemaType.String },
            Example = example,
        });
}
