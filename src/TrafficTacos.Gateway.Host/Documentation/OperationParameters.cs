using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TrafficTacos.Queueing.AspNetCore.Documentation;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>Describes parameters that handlers read from the request themselves, and ids in paths.</summary>
internal static class OperationParameters
{
    private const string PathIdDescription = "The id, as the answer that gave it has it.";

    /// <summary>The framework has the parameters, but neither their descriptions nor examples.</summary>
    public static void Describe(OpenApiOperation operation, IEnumerable<RequestParameterMetadata> known)
    {
        var byName = known.ToLookup(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (parameter.In is ParameterLocation.Path)
                parameter.Description = PathIdDescription;
            else if (byName[parameter.Name!].FirstOrDefault() is { } metadata)
                Describe(parameter, metadata);
        }
    }

    /// <summary>The page sends a parameter's example unless the user deletes it. So only required parameters have one.</summary>
    private static void Describe(OpenApiParameter parameter, RequestParameterMetadata metadata)
    {
        parameter.Description = metadata.Required ? metadata.Description : $"{metadata.Description} For example `{metadata.Example}`.";
        parameter.Example = metadata.Required ? JsonValue.Create(metadata.Example) : null;
    }
}
