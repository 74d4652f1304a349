using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerUI;
using TrafficTacos.Gateway.Host.Authentication;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The OpenAPI documents at <c>/openapi/v1.json</c> and <c>/openapi/operator.json</c>, and a page to read and try the API at <c>/swagger/index.html</c>.</summary>
internal static class DocumentationSetup
{
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
        foreach (var document in (string[])[GatewayDocuments.Shop, GatewayDocuments.Operator])
        {
            services.AddKeyedSingleton(document, (provider, _) => new OpenApiDocumentCache(provider.GetRequiredKeyedService<IOpenApiDocumentProvider>(document)));
            services.AddOpenApi(document, options =>
            {
                options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
                options.ShouldInclude = call => GatewayDocuments.Contains(document, call);
                options.AddDocumentTransformer<GatewayDocumentTransformer>();
                options.AddOperationTransformer<EndpointOperationTransformer>();
                options.AddSchemaTransformer<WireSchemaTransformer>();
            });
        }
    }

    /// <param name="app">The gateway.</param>
    /// <param name="hasConsole">Whether there is an operator's console to document.</param>
    public static void MapGatewayDocumentation(this WebApplication app, bool hasConsole)
    {
        if (!app.Services.GetRequiredService<DocumentationSettings>().Enabled)
            return;
        app.MapDocument(GatewayDocuments.PathOf(GatewayDocuments.Shop), GatewayDocuments.Shop);
        app.MapDocument(SecondDocumentPath, GatewayDocuments.Shop);
        if (hasConsole)
            app.MapDocument(GatewayDocuments.PathOf(GatewayDocuments.Operator), GatewayDocuments.Operator);
        app.MapSwaggerUI("swagger", options => Configure(options, hasConsole)).IgnoreBearerToken()
            .AllowAnonymous()
            .Finally(endpoint => AddSecurityHeaders(endpoint));
    }

    private static void MapDocument(this IEndpointRouteBuilder app, string path, string document)
    {
        var cache = app.ServiceProvider.GetRequiredKeyedService<OpenApiDocumentCache>(document);
        app.MapGet(path, async (CancellationToken cancellationToken) => TypedResults.Bytes(await cache.GetAsync(cancellationToken), "application/json; charset=utf-8"))
            .IgnoreBearerToken().AllowAnonymous().ExcludeFromDescription();
    }

    private static void Configure(SwaggerUIOptions options, bool hasConsole)
    {
        options.DocumentTitle = DocumentationText.Title;
        // Relative to the page, which may be behind a prefix.
        options.SwaggerEndpoint(".." + GatewayDocuments.PathOf(GatewayDocuments.Shop), DocumentationText.Title);
        if (hasConsole)
            options.SwaggerEndpoint(".." + GatewayDocuments.PathOf(GatewayDocuments.Operator), DocumentationText.OperatorTitle);
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
