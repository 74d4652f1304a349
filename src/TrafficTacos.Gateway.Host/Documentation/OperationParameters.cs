using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TrafficTacos.Queueing.AspNetCore;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>Parameters that a handler reads by hand, and ids in paths.</summary>
internal static class OperationParameters
{
    private const string OfPaths = "The id, as the answer that gave it has it.";

    public static void Add(OpenApiOperation operation, IEnumerable<RequestParameterMetadata> parameters)
    {
        foreach (var id in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In is ParameterLocation.Path))
            id.Description = OfPaths;
        foreach (var parameter in parameters)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.Location == RequestParameterLocation.Query ? ParameterLocation.Query : ParameterLocation.Header,
                // A page to try the API out sends an example unless it is taken out: so only what has to be sent has one.
                Description = parameter.Required ? parameter.Description : $"{parameter.Description} For example `{parameter.Example}`.",
                Required = parameter.Required,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = parameter.Required ? JsonValue.Create(parameter.Example) : null,
            });
        }
    }
}
