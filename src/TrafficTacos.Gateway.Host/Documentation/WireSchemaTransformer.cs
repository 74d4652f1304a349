using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TrafficTacos.Gateway.Host.Documentation;

/// <summary>
/// Schemas as the wire has them. The framework reads them off the host's common JSON options, which take numbers as texts, and
/// calls every parameter of a record required. The messages have options of their own: a number is a number, and what may be
/// null may be left out. A field that has to be there, although it is read as null without it, is marked <c>[Required]</c>.
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
