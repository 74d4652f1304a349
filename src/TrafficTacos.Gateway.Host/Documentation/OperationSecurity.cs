using Microsoft.OpenApi;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>Adds the security requirements: one for each valid combination of user and token.</summary>
internal static class OperationSecurity
{
    /// <param name="operation">The operation, with its parameters.</param>
    /// <param name="document">Its document.</param>
    /// <param name="user">True if it requires a user, false if it uses one, null if it ignores the user.</param>
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
