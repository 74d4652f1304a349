using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrafficTacos.Queueing.AspNetCore.Wire;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>
/// Corrects schemas to what is on the wire. The framework derives them from the application's JSON options, which accept numbers as
/// texts, and makes every parameter of a record required. The bodies have options of their own: a number is a number, and a nullable
/// value may be left out. A nullable value that is required nevertheless has the attribute <c>[Required]</c>.
/// </summary>
internal sealed class WireSchemaTransformer : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if ((schema.Type & Numbers) != 0)
        {
            schema.Type &= ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        // A point of the board is written by a converter, which says nothing of its schema.
        if (context.JsonTypeInfo.Type == typeof(BoardResponse) && schema.Properties?["points"] is OpenApiSchema points)
            points.Items = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Integer } };
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (!property.IsGetNullable)
                continue;
            if (property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), true) is not true)
                schema.Required?.Remove(property.Name);
            else if (schema.Properties?[property.Name] is OpenApiSchema field)
                field.Type &= ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}
