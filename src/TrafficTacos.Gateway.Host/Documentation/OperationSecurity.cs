using Microsoft.OpenApi;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>How a call can be authorized: every way that works is one requirement.</summary>
internal static class OperationSecurity
{
    /// <param name="operation">With its parameters.</param>
    /// <param name="document">The document it is part of.</param>
    /// <param name="user">True when it needs a user, false when it heeds one, null when it does not.</param>
    public static void Add(OpenApiOperation operation, OpenApiDocument document, bool? user)
    {
        string?[] users = user switch { true => [GatewayDocumentTransformer.Bearer], false => [null, GatewayDocumentTransformer.Bearer], null => [null] };
        string?[] tokens = [null, .. (operation.Parameters ?? []).Select(parameter => GatewayDocumentTransformer.TokenHeaders.GetValueOrDefault(parameter.Name ?? "")).OfType<string>()];
        if (users is [null] && tokens is [null])
            return;
        operation.Security = [.. from who in users from token in tokens select Requirement(document, who, token)];
    }

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, params string?[] schemes)
    {
        var requirement = new OpenApiSecurityRequirement();
        foreach (var scheme in schemes.OfType<string>())
            requirement[new OpenApiSecuritySchemeReference(scheme, document)] = [];
        return requirement;
    }
}
