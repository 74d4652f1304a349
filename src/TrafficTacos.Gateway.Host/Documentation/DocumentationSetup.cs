using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, and a page to read and try the API at <c>/swagger/index.html</c>.</summary>
internal static class DocumentationSetup
{
    private const string DocumentPath = "/openapi/v1.json";

    /// <summary>Where existing generators of clients look for the document.</summary>
    private const string SecondDocumentPath = "/swagger/doc.json";

    /// <summary>The browser blocks requests of the page to other hosts. The page has inline styles.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddGatewayDocumentation(this IServiceCollection services, DocumentationSettings settings)
    {
        services.AddSingleton(settings);
        if (!settings.Enabled)
            return;
        services.AddSingleton<OpenApiDocumentCache>();
        services.AddOpenApi(OpenApiDocumentCache.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer<GatewayDocumentTransformer>();
            options.AddOperationTransformer<EndpointOperationTransformer>();
            options.AddSchemaTransformer<WireSchemaTransformer>();
        });
    }

    public static void MapGatewayDocumentation(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<DocumentationSettings>().Enabled)
            return;
        foreach (var path in (string[])[DocumentPath, SecondDocumentPath])
        {
            app.MapGet(path, async (OpenApiDocumentCache document, CancellationToken cancellationToken) =>
                TypedResults.Bytes(await document.GetAsync(cancellationToken), "application/json; charset=utf-8")).IgnoreBearerToken().AllowAnonymous().ExcludeFromDescription();
        }

        app.MapSwaggerUI("swagger", Configure).IgnoreBearerToken()
            .AllowAnonymous()
            .Finally(endpoint => AddSecurityHeaders(endpoint));
    }

    private static void Configure(SwaggerUIOptions options)
    {
        options.DocumentTitle = DocumentationText.Title;
        // Relative to the page, which may be behind a prefix.
        options.SwaggerEndpoint(".." + DocumentPath, DocumentationText.Title);
        options.EnableTryItOutByDefault();
        options.EnablePersistAuthorization();
        options.DisplayRequestDuration();
        options.EnableDeepLinking();
        // The default sends the document's address to a validation service.
        options.EnableValidator("none");
    }

    private static void AddSecurityHeaders(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } next)
            return;
        endpoint.RequestDelegate = context =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        };
    }
}
