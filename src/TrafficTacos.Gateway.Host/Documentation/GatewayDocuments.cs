using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>The OpenAPI documents: that of the shop, and that of the operator's console, which clients of the shop have nothing to do
/// with.</summary>
internal static class GatewayDocuments
{
    public const string Shop = "v1";
    public const string Operator = "operator";

    /// <summary>The tag of the console's calls.</summary>
    public const string OperatorTag = "Operator";

    /// <summary>Whether a call is in a document.</summary>
    public static bool Contains(string document, ApiDescription call)
    {
        var isOperators = call.ActionDescriptor.EndpointMetadata.OfType<ITagsMetadata>().Any(tags => tags.Tags.Contains(OperatorTag, StringComparer.Ordinal));
        return isOperators == (document is Operator);
    }

    public static string PathOf(string document) => $"/openapi/{document}.json";
}
